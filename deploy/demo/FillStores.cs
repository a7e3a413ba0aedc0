using Alliance.Contracts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Demo;

/// <summary>Adds what of the demonstration is not there yet; what is there stays as it is, whatever has become of it since.</summary>
internal static class FillStores
{
    /// <summary>Stories told side by side: their saves share group commits, and an endpoint on one machine takes no more.</summary>
    private const int AtOnce = 8;

    /// <returns>One line for the console, and one for each story that could not be told to its end.</returns>
    public static async Task<string> With(Cast cast, IConfiguration configuration, DateTimeOffset madeAt, CancellationToken ct)
    {
        var clock = new StoryClock(DateTimeOffset.FromUnixTimeMilliseconds(madeAt.ToUnixTimeMilliseconds()));
        using var requestsHost = await OpenStores.OfRequests(configuration, clock, ct);
        using var expertsHost = await OpenStores.OfExperts(configuration, clock, ct);
        var requests = new RequestDesk(requestsHost.Services, cast, clock);
        var experts = new ExpertDesk(expertsHost.Services, cast, clock);

        var missing = new List<(Story Story, int Place)>();
        foreach (var (story, place) in Data.Stories.Select((story, place) => (story, place)))
            if (await requests.Find(Ids.Request(place), ct) is null) missing.Add((story, place));

        var standstills = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var enrolled = 0;
        var enrol = new EnrolExperts(expertsHost.Services, cast, clock);
        await Side(Data.Experts.Select((profession, place) => (profession, place)), async one =>
        {
            if (await enrol.One(one.profession, one.place, ct)) Interlocked.Increment(ref enrolled);
        }, standstills, ct);
        if (missing.Count > 0)
        {
            using var notificationsHost = await OpenStores.OfNotifications(configuration, clock, ct);
            await Introduce(cast, requests, experts, notificationsHost.Services, clock.MadeAt, ct);
            await experts.ReadRoster(ct);
            // Who is merged into another comes when that one is told.
            foreach (var turn in (await WithReferences(missing, requests, clock.MadeAt, ct)).ToLookup(one => one.Story.IsMerged).OrderBy(turn => turn.Key))
                await Side(turn, one => new TellStory(requests, experts, cast, clock, one.Story, one.Place).Run(one.Reference, ct), standstills, ct);
        }
        return string.Join('\n', [$"{enrolled} experts and {missing.Count} requests added", .. standstills.Order()]);
    }

    /// <summary>Numbers follow the order of the submits, whichever story is told first.</summary>
    private static async Task<IReadOnlyList<(Story Story, int Place, string? Reference)>> WithReferences(
        IEnumerable<(Story Story, int Place)> missing, RequestDesk requests, DateTimeOffset madeAt, CancellationToken ct)
    {
        List<(Story, int, string?)> all = [];
        foreach (var (submit, story, place) in missing
            .Select(m => (TellStory.Times(m.Story.Plot, madeAt, m.Place).FirstOrDefault(t => t.Line.Verb == "submit"), m.Story, m.Place))
            .OrderBy(m => m.Item1.At))
        {
            all.Add((story, place, submit.Line is null ? null : await requests.NextReference(submit.At, ct)));
        }
        return all;
    }

    /// <summary>
    /// The cast, to the services that are told of it by accounts: in the words and under the number of its first message, which will then be no news.
    /// Otherwise what happened before that message came would be told to nobody.
    /// </summary>
    private static async Task Introduce(Cast cast, RequestDesk requests, ExpertDesk experts, IServiceProvider notifications, DateTimeOffset at, CancellationToken ct)
    {
        var people = ActivatorUtilities.CreateInstance<Notifications.Telling.WhenPersonChanged>(notifications);
        var organisations = ActivatorUtilities.CreateInstance<Notifications.Telling.WhenOrganisationChanged>(notifications);
        await Parallel.ForEachAsync(cast.Organisations, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (o, stop) =>
        {
            var changed = new OrganisationChanged(o.Id, 1, "add", at, Guid.Empty, o.Type, o.Country, o.Code, null, o.Status);
            await requests.Hear(changed, stop);
            await experts.Hear(changed, stop);
            await organisations.Handle(changed, stop);
        });
        await Parallel.ForEachAsync(cast.People, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (p, stop) =>
        {
            var changed = new PersonChanged(p.Id, 1, "add", at, Guid.Empty, p.Language, Active: true, [.. p.Memberships.Select(m => new MembershipRoles(m.OrganisationId, m.Roles))]);
            await experts.Hear(changed, stop);
            await people.Handle(changed, stop);
        });
    }

    private static Task Side<T>(IEnumerable<T> all, Func<T, Task> each, System.Collections.Concurrent.ConcurrentQueue<string> standstills, CancellationToken ct) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (one, _) =>
        {
            try
            {
                await each(one);
            }
            catch (StandstillException fault)
            {
                standstills.Enqueue(fault.Message);
            }
        });
}
