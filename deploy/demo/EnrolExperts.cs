using Alliance.Experts;
using Alliance.Experts.Enrolling;
using Alliance.Experts.Keeping;
using Alliance.Experts.Verifying;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Demo;

/// <summary>Makes the profiles of the experts, each through its own months.</summary>
internal sealed class EnrolExperts(IServiceProvider services, Cast cast, StoryClock clock)
{
    private readonly Store<Expert> store = services.GetRequiredService<Store<Expert>>();
    private readonly RosterSettings settings = services.GetRequiredService<RosterSettings>();

    /// <returns>False when the person has a profile already.</returns>
    public async Task<bool> One(Profession profession, int place, CancellationToken ct)
    {
        var person = cast.Of(profession.Employer, Roles.Expert);
        if (await store.Find(Ids.Expert(place), ct) is not null || await store.FindByKey(Roster.PersonKey(person.PersonId), ct) is not null) return false;
        clock.Begin();
        foreach (var (line, at) in TellStory.Times(profession.Plot, clock.MadeAt, place))
        {
            await Until(at, place, ct);
            clock.Set(at);
            if (line.Verb == ExpertVerb.Enrol) await Enrol(profession, place, person, ct);
            else await store.Take(Ids.Expert(place), By(line, person).PersonId, e => Decide(e, profession, line, By(line, person)), ct);
        }
        await Until(clock.MadeAt, place, ct);
        return true;
    }

    private async Task Enrol(Profession profession, int place, Caller person, CancellationToken ct)
    {
        var form = profession.Form(cast.Organisation(profession.Employer).Id, clock.MadeAt);
        if (Taking.Moved(CreateProfile.Decide(form, person, createdWith: null, clock.GetUtcNow())) is { } moved)
            (await store.Create(Ids.Expert(place), moved.Next, person.PersonId, moved.Steps, ct)).MustBeSaved();
    }

    /// <summary>Lets the time pass: a profile nobody confirms goes stale.</summary>
    private async Task Until(DateTimeOffset at, int place, CancellationToken ct)
    {
        while (await store.Find(Ids.Expert(place), ct) is { } read && Staleness.NextAt(read.Value, settings) is { } due && due <= at)
        {
            clock.Set(due);
            if (Staleness.Tick(read.Value, settings, due) is not { } advance) return;
            (await store.Save(read, advance.Next, advance.ActorId, advance.Steps, ct)).MustBeSaved();
        }
    }

    private Caller By(PlotLine line, Caller person) => line.Verb switch
    {
        ExpertVerb.Submit or ExpertVerb.Pause or ExpertVerb.Resume or ExpertVerb.Confirm => person,
        ExpertVerb.Suspend or ExpertVerb.Reinstate => cast.Lead,
        _ => cast.Coordinator(1 + (line.Words is ["2"] ? 1 : 0))
    };

    private Decision<Expert> Decide(Expert expert, Profession profession, PlotLine line, Caller by)
    {
        var now = clock.GetUtcNow();
        return line.Verb switch
        {
            ExpertVerb.Submit => SubmitProfile.Decide(expert, by, now),
            ExpertVerb.EmployerConsent => RecordConsent.Decide(expert, DateOnly.FromDateTime(clock.MadeAt.UtcDateTime).AddDays(profession.Consent ?? 0), by, now),
            ExpertVerb.Verify => VerifyProfile.Decide(expert, by, now),
            ExpertVerb.Return => ReturnProfile.Decide(expert, line.Text, by),
            ExpertVerb.Confirm => ConfirmProfile.Decide(expert, by, now),
            ExpertVerb.Pause => PauseProfile.Decide(expert, line.Text, by),
            ExpertVerb.Suspend => SuspendProfile.Decide(expert, line.Text, by),
            _ => throw new StandstillException($"A profile has no verb {line.Verb} here.")
        };
    }
}
