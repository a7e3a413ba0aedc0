using System.Security.Cryptography;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Submitting;

/// <summary>
/// What was submitted, as it was, when the request itself may change again. From submit on the request's content stands still and is
/// the submitted text; only <c>return</c> opens it to changes, so return keeps this copy first. The id follows from request and number:
/// whatever dies between the two saves, a repeat finds or makes the very same copy, and none ever shows a text that was not submitted.
/// </summary>
/// <param name="No">1 for the first submission.</param>
internal sealed record SubmittedCopy(
    Guid RequestId, int No, string Reference, RequestContent Content, DateTimeOffset SubmittedAt, Guid SubmittedBy)
{
    public static readonly Declaration<SubmittedCopy> Declaration = new("submissions");

    public static Guid IdOf(Guid requestId, int no) =>
        new(SHA256.HashData([.. requestId.ToByteArray(bigEndian: true), .. BitConverter.GetBytes(no)]).AsSpan(0, 16), bigEndian: true);

    /// <summary>Idempotent: a copy that exists already is this one.</summary>
    public static async Task Keep(Stored<AssistanceRequest> request, Store<SubmittedCopy> copies, CancellationToken ct)
    {
        var submitted = request.Value;
        if (submitted is not { Reference: { } reference, SubmittedAt: { } at, SubmittedBy: { } by }) return;
        var copy = new SubmittedCopy(request.Id, submitted.Submissions, reference, submitted.Content, at, by);
        await copies.Create(IdOf(request.Id, submitted.Submissions), copy, by, [], ct);
    }
}
