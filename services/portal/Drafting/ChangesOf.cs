using Alliance.Portal.Calling;

namespace Alliance.Portal.Drafting;

/// <summary>What was asked about a request and what became different since, as its page and the review show it.</summary>
/// <param name="MayWrite">The reader may change the fields: their names lead to the form.</param>
internal sealed record ChangesOf(Doc Request, RequestChanges Changes, bool MayWrite)
{
    /// <summary>Where the service did not answer: what stands in the request itself.</summary>
    public static RequestChanges Known(Doc request) => new(
        null, [], [.. Answers.Rows(request, "comments").Select(c => new ChangeComment(c.Text("field") ?? "", c.Text("text") ?? "", c.Text("answer"), Changed: false))]);
}
