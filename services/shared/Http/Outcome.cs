using System.Diagnostics.CodeAnalysis;
using Alliance.Shared.Storage;

namespace Alliance.Shared.Http;

/// <summary>What a pure decision says of (state, command, now).</summary>
[SuppressMessage("Design", "CA1034", Justification = "A closed set of outcomes reads best in one place.")]
public abstract record Decision<T>
{
    private Decision() { }

    /// <summary>The document becomes <paramref name="Next"/>; each step is one history entry (none for an autosave).</summary>
    public sealed record Moved(T Next, params IReadOnlyList<Step> Steps) : Decision<T>;

    /// <summary>The document is already as the command wants it: answered like success, nothing saved.</summary>
    public sealed record AlreadyDone : Decision<T>;

    public sealed record Refused(Refusal Why) : Decision<T>;

    [SuppressMessage("Usage", "CA2225", Justification = "A refusal reads as a decision; there is nothing else to convert.")]
    public static implicit operator Decision<T>(Refusal why) => new Refused(why);
}

/// <summary>How an operation on a document ended; mapped to HTTP in <see cref="Answers"/> and nowhere else.</summary>
[SuppressMessage("Design", "CA1034", Justification = "A closed set of outcomes reads best in one place.")]
public abstract record Outcome<T> where T : class
{
    private Outcome() { }

    public sealed record Created(Stored<T> Document) : Outcome<T>;

    public sealed record Done(Stored<T> Document) : Outcome<T>;

    /// <summary>The same command again: the document as it is now.</summary>
    public sealed record AlreadyDone(Stored<T> Document) : Outcome<T>;

    public sealed record Refused(Refusal Why) : Outcome<T>;

    [SuppressMessage("Usage", "CA2225", Justification = "A refusal reads as an outcome; there is nothing else to convert.")]
    public static implicit operator Outcome<T>(Refusal why) => new Refused(why);
}

/// <summary>Why nothing was changed.</summary>
/// <param name="Code">Kebab-case, stable, for programs (<c>incomplete</c>); its text in uk, en and bg stands in a <c>Problems.resx</c> under this name.</param>
/// <param name="Fields">The faulty fields, where the fault is in fields.</param>
public sealed record Refusal(RefusalKind Kind, string Code, params IReadOnlyList<FieldFault> Fields);

/// <summary>One faulty field.</summary>
/// <param name="Field">JSON path as the caller wrote it: <c>needs[0].role</c>.</param>
/// <param name="Code">Kebab-case; its text stands in a <c>Problems.resx</c> under <c>field-{code}</c>.</param>
/// <param name="Args">Numbers for the text's placeholders (a greatest length).</param>
public sealed record FieldFault(string Field, string Code, params IReadOnlyList<object> Args);

/// <summary>The kinds of refusal; each is one HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>400: the input itself is wrong.</summary>
    Invalid,

    /// <summary>403: you may see it, but this is not yours to do.</summary>
    Forbidden,

    /// <summary>404: there is none, or you may not know of it.</summary>
    Unknown,

    /// <summary>409: not in this state, or taken.</summary>
    Conflict,

    /// <summary>412: somebody changed it since you read it.</summary>
    Stale,

    /// <summary>422: well-formed, but not enough for this verb, or an Idempotency-Key used with another body.</summary>
    Unprocessable,

    /// <summary>413: more than is taken.</summary>
    TooLarge,

    /// <summary>428: If-Match is missing.</summary>
    PreconditionRequired,

    /// <summary>429: too many at a time.</summary>
    TooMany,

    /// <summary>503: somebody who must be asked first does not answer; the same call may pass in a moment.</summary>
    Unavailable
}
