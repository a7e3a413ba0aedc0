using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Exchanging;

/// <summary>
/// What one side of a request wrote to the other: the applicant's team and the coordinators. Nothing of it changes afterwards. Reference, applicant and
/// owner are those of the moment, so that its announcement needs no other document.
/// </summary>
/// <param name="From">A word of <see cref="MessageSide"/>.</param>
/// <param name="Language">BCP 47, of the text.</param>
/// <param name="CreatedWith">The key names the request too: the same key may be used in another one.</param>
internal sealed record RequestMessage(
    Guid RequestId, string From, string Text, string? Language, string? Reference, Guid OrganisationId, Guid? OwnerId, CreationKey? CreatedWith)
{
    public static readonly Sort<RequestMessage> ByTime = new("created", d => d.CreatedAt.ToUnixTimeMilliseconds());

    public static readonly Facet<RequestMessage> OfRequest = new("request", d => [d.Value.RequestId.ToString()], ByTime);

    public static readonly Declaration<RequestMessage> Declaration = new("messages")
    {
        Sorts = [ByTime],
        Facets = [OfRequest],
        Keys = d => d.Value.CreatedWith is { } created ? [created.UniqueKey] : [],
        Announces = true
    };

    public static DueWork<RequestMessage> Due(IServiceProvider services) => new(services.GetRequiredService<Store<RequestMessage>>()) { Announce = Announcement };

    private static IEnumerable<object> Announcement(Stored<RequestMessage> message, HistoryEntry entry)
    {
        var said = message.Value;
        yield return new RequestNoted(
            message.Id, entry.No, entry.Verb, entry.At, entry.ActorId, said.RequestId, NoteKind.Message, said.Reference, said.OrganisationId, said.OwnerId,
            said.From == MessageSide.Applicant ? NotedFor.Owner : NotedFor.ApplicantTeam);
    }
}

/// <summary>The two sides of a conversation.</summary>
internal static class MessageSide
{
    public const string Applicant = "applicant";
    public const string Coordinator = "coordinator";
}
