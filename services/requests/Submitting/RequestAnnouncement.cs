using Alliance.Contracts;
using Alliance.Requests.Attaching;
using Alliance.Requests.Matching;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Submitting;

/// <summary>What the world hears of a request: every entry from the first submit on. Drafts are the applicant's own affair.</summary>
internal static class RequestAnnouncement
{
    private static readonly HashSet<string> AfterOpening =
        [.. RequestStatuses.OpenCall.Concat([RequestStatus.Delivered, RequestStatus.Unfilled]).Select(s => s.Wire())];

    public static IEnumerable<object> Of(Stored<AssistanceRequest> request, HistoryEntry entry)
    {
        // What is attached to a draft is no more the world's than the draft.
        if (entry.Verb is Verb.Draft or Verb.Discard || entry.To is null || entry.To == RequestStatus.Draft.Wire()) yield break;
        var now = request.Value;
        if (entry.Verb == Verb.Reply)
        {
            // No step of its life: the owner is told that a comment was answered.
            yield return new RequestNoted(
                request.Id, entry.No, entry.Verb, entry.At, entry.ActorId, request.Id, NoteKind.Comment, now.Reference, now.OrganisationId, now.OwnerId, NotedFor.Owner);
            yield break;
        }
        var moved = new RequestMoved(
            request.Id, entry.No, entry.Verb, entry.From, entry.To, entry.At, entry.ActorId, now.Reference, now.OrganisationId, now.OwnerId,
            // Of these the code is an id: who has it stands as the owner already, and who is consulted, or which one it was merged into, is not everybody's.
            entry.Verb is Verb.HandOver or Verb.Take or Verb.Consult or Verb.Merge ? null : entry.Code, now.OnHold, AssistanceRequests.VisibilityOf(now),
            AfterAppeal: now.Appeal is not null);
        yield return AfterOpening.Contains(entry.To) || (entry.From is { } from && AfterOpening.Contains(from)) ? Opened(moved, now) : moved;
        // Taken out or put in while it is theirs to write, it is part of what they hand in next.
        if (entry.Verb == AttachFile.Verb && entry.To != RequestStatus.ChangesRequested.Wire())
        {
            yield return new RequestNoted(
                request.Id, entry.No, entry.Verb, entry.At, entry.ActorId, request.Id, NoteKind.Attachment, now.Reference, now.OrganisationId, now.OwnerId, NotedFor.Owner);
        }
        if (entry.Verb == Verb.Consult && Guid.TryParse(entry.Code, out var consulted))
        {
            yield return new RequestNoted(
                request.Id, entry.No, entry.Verb, entry.At, entry.ActorId, request.Id, NoteKind.Consultation, now.Reference, now.OrganisationId, now.OwnerId,
                NotedFor.Consulted, consulted);
        }
    }

    /// <summary>From open on, what experts are matched by: numbers and codes, none of its texts and not the site.</summary>
    private static RequestMoved Opened(RequestMoved moved, AssistanceRequest request)
    {
        var content = request.Content;
        return moved with
        {
            Needs = [.. content.Needs.Where(n => n.Id is not null).Select(n => new OpenNeed(
                n.Id!.Value, n.Kind ?? "expert", n.Topics.Count > 0 ? n.Topics : content.Topics, n.Skills, n.MinimumLevel ?? 1,
                [.. n.Languages.Where(l => l.Code is not null).Select(l => new LanguageLevel(l.Code!, l.Level))],
                ComputedStatus.Quantity(n), n.PersonDays ?? 0, n.Must == true))],
            DeliveryMode = content.DeliveryMode,
            Oblast = AssistanceRequests.OblastOf(request),
            SecurityZone = content.Place?.SecurityZone,
            Periods = [.. content.PreferredPeriods.Where(p => p is { From: not null, To: not null }).Select(p => new DayPeriod(p.From!.Value, p.To!.Value))],
            ClosesAt = request.Timers.ClosesAt
        };
    }
}
