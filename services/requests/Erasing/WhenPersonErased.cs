using System.Net;
using Alliance.Contracts;
using Alliance.Requests.Evaluating;
using Alliance.Requests.Submitting;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Requests.Erasing;

/// <summary>
/// Drops the name, address and number of somebody where a request or the copy of a submission has them. Of those who act here only ids are kept. Every request is
/// looked at: it is rare, and a list of who is whose contact would be one more thing to erase.
/// </summary>
internal sealed partial class WhenPersonErased(
    Store<AssistanceRequest> requests, Store<SubmittedCopy> copies, Store<Evaluation> evaluations, IAccounts accounts, ErasedPeople erased, ILogger<WhenPersonErased> log) : IConsumer<PersonErased>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "requests-person-erased";

    /// <summary>Rare, and each walks over all requests.</summary>
    public const int Concurrency = 1;

    /// <summary>Who is asked about one assignment.</summary>
    private static readonly string[] AboutOne = [Evaluation.Applicant, Evaluation.Expert, Evaluation.ReceivingOrganisation];

    public Task Consume(ConsumeContext<PersonErased> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(PersonErased message, CancellationToken ct)
    {
        if (message.PersonId == Guid.Empty || message.No < 1) throw new InvalidMessageException($"PersonErased of person {message.PersonId} names no history entry.");
        using var answer = await accounts.Erasure(message.PersonId, ct);
        var found = 0;
        if (answer.Content is { } traces) found = await Erase(message.PersonId, traces, ct);
        // 404: an answer of before was lost, and accounts has dropped the traces since.
        else if (answer.StatusCode != HttpStatusCode.NotFound) throw new HttpRequestException($"Accounts does not say who person {message.PersonId} was.", null, answer.StatusCode);
        await erased.Note(message, ct);
        Erased(message.PersonId, found);
    }

    private async Task<int> Erase(Guid personId, ErasedTraces traces, CancellationToken ct)
    {
        var found = 0;
        Query<AssistanceRequest>[] all =
        [
            new([new(AssistanceRequests.Reader, AssistanceRequests.SubmittedReader)], AssistanceRequests.CreatedAt, Descending: false, Limit: 100),
            // Drafts, which nobody else reads.
            .. traces.OrganisationIds.Select(id => new Query<AssistanceRequest>([new(AssistanceRequests.Organisation, id.ToString())], AssistanceRequests.CreatedAt, Descending: false, Limit: 100))
        ];
        foreach (var each in all)
        {
            var query = each;
            do
            {
                var page = await requests.List(query, ct);
                foreach (var request in page.Items)
                {
                    var said = await EraseSaid(request, personId, ct);
                    if (await Erase(request, traces, ct) || said) found++;
                }
                query = query with { Cursor = page.Next };
            }
            while (query.Cursor is not null);
        }
        if (found > 0)
        {
            await requests.Scrub(ct);
            await copies.Scrub(ct);
            await evaluations.Scrub(ct);
        }
        return found;
    }

    /// <summary>What an expert said of the work, and what others said of the expert: the scores stay.</summary>
    private async Task<bool> EraseSaid(Stored<AssistanceRequest> request, Guid personId, CancellationToken ct)
    {
        var any = false;
        foreach (var assignment in request.Value.Staffing.Where(p => p.PersonId == personId).Select(p => p.AssignmentId))
        {
            foreach (var respondent in AboutOne)
            {
                // By their ids: a list ends at its hundredth.
                while (await evaluations.Find(Evaluation.IdOf(request.Id, assignment, Evaluation.Completion, respondent), ct) is { Value.Answer: { } said } read && (said.UseWhat ?? said.NeedsWhat) is not null)
                {
                    any = true;
                    var bare = read.Value with { Answer = said with { UseWhat = null, NeedsWhat = null } };
                    if (await evaluations.Save(read, bare, Guid.Empty, [], ct) is SaveResult<Evaluation>.Saved) break;
                }
            }
        }
        return any;
    }

    private async Task<bool> Erase(Stored<AssistanceRequest> request, ErasedTraces traces, CancellationToken ct)
    {
        var any = false;
        for (var no = 1; no <= request.Value.Submissions; no++)
        {
            if (await copies.Find(SubmittedCopy.IdOf(request.Id, no), ct) is not { } copy || EraseContact.Decide(copy.Value.Content, traces) is not { } bare) continue;
            await copies.Save(copy, copy.Value with { Content = bare }, Guid.Empty, [], ct);
            any = true;
        }
        Stored<AssistanceRequest>? read = request;
        while (read is not null && EraseContact.Decide(read.Value.Content, traces) is { } bare)
        {
            any = true;
            // The hash of the body it was created with would still tell a guessed name from another.
            if (await requests.Save(read, read.Value with { Content = bare, CreatedWith = null }, Guid.Empty, [], ct) is SaveResult<AssistanceRequest>.Saved) break;
            read = await requests.Find(request.Id, ct);
        }
        return any;
    }

    [LoggerMessage(EventId = 260, Level = LogLevel.Information, Message = "Person {PersonId} is erased here, out of {Requests} requests")]
    private partial void Erased(Guid personId, int requests);
}
