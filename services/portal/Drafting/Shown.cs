using Alliance.Portal.Calling;

namespace Alliance.Portal.Drafting;

/// <summary>Who was asked about a request, with their names.</summary>
internal sealed record ConsultationsShown(Doc Doc, IReadOnlyDictionary<string, string?> Names);

/// <param name="Lines">Null: they could not be looked for.</param>
internal sealed record SimilarShown(Doc Doc, IReadOnlyList<SimilarLine>? Lines);
