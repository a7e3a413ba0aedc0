using Alliance.Contracts;
using Alliance.Experts.Attaching;
using Alliance.Experts.Certifying;
using Alliance.Experts.Confirming;
using Alliance.Experts.Ending;
using Alliance.Experts.Erasing;
using Alliance.Experts.Inviting;
using Alliance.Experts.Keeping;
using Alliance.Experts.Knowing;
using Alliance.Experts.Linking;
using Alliance.Experts.Matching;
using Alliance.Experts.Offering;
using Alliance.Experts.Proposing;
using Alliance.Experts.Rating;
using Alliance.Experts.Subscribing;
using Alliance.Experts.Working;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;

namespace Alliance.Experts;

/// <summary>What this service keeps, what is due of it, and what it hears of.</summary>
internal static class Collections
{
    public static void AddKnowing(this WebApplicationBuilder builder, Func<MessagingPlan, MessagingPlan> says)
    {
        builder.AddMessaging(plan => says(plan)
            .Publishes<PersonErasureDone>()
            .Consumes<WhenPersonErased>(WhenPersonErased.Queue, WhenPersonErased.Concurrency)
            .Consumes<WhenEvaluationGiven>(WhenEvaluationGiven.Queue, WhenEvaluationGiven.Concurrency)
            .Consumes<WhenRequestMoved>(WhenRequestMoved.Queue, WhenRequestMoved.Concurrency)
            .Consumes<WhenPersonChanged>(WhenPersonChanged.Queue, WhenPersonChanged.Concurrency)
            .Consumes<WhenOrganisationChanged>(WhenOrganisationChanged.Queue, WhenOrganisationChanged.Concurrency));
        builder.AddErasing("experts");
        builder.AddCatchUp<WhenOrganisationChanged, WhenPersonChanged>((organisations, people) => new(organisations.Handle, people.Handle));
    }

    public static void AddCollections(this IHostApplicationBuilder builder)
    {
        var roster = builder.AddSettings<RosterSettings>("Roster");
        var assignments = builder.AddSettings<AssignmentSettings>("Assignments");
        builder.AddSettings<MatchingSettings>("Matching");
        builder.AddAttaching();

        var services = builder.Services;
        services.AddStore(Roster.Declare(roster)).AddStore(Roster.Readings).AddStore(Assignments.Declaration).AddStore(Offers.Declaration);
        services.AddStore(CalendarFeed.Declaration).AddStore(SignedLink.Declaration).AddSingleton<SignedLinks>().AddSingleton<AnswerByLink>().AddSingleton<ConsentByLink>();
        services.AddStore(KnownRequest.Declaration).AddStore(KnownPerson.Declaration).AddStore(KnownOrganisation.Declaration);
        services.AddSingleton<Hosts>().AddSingleton<Situations>().AddSingleton<AssignmentSteps>().AddSingleton<ShowInterest>().AddSingleton<EndWithRequest>().AddSingleton<AddExperience>().AddSingleton<FollowAssignment>().AddSingleton<FollowOffer>();
        services.AddStore(IssuedCertificate.Declaration).AddSingleton<IssueCertificate>();
        services.AddSingleton<RosterInMemory>().AddHostedService<RefreshRoster>();

        services.AddDueWork(provider => new DueWork<Expert>(provider.GetRequiredService<Store<Expert>>())
        {
            Follow = (expert, entry, ct) => CertificateFiles.DropRemoved(expert, entry, provider.GetRequiredService<FileChunks>(), ct),
            Announce = ExpertAnnouncement.Of,
            OnDue = (expert, now, _) => Task.FromResult(Staleness.Tick(expert.Value, roster, now))
        });
        services.AddDueWork(provider => new DueWork<Offer>(provider.GetRequiredService<Store<Offer>>())
        {
            Follow = provider.GetRequiredService<FollowOffer>().Of,
            Announce = Offers.Announce
        });
        services.AddDueWork(provider => new DueWork<Assignment>(provider.GetRequiredService<Store<Assignment>>())
        {
            Follow = provider.GetRequiredService<FollowAssignment>().Of,
            Announce = AssignmentAnnouncement.Of,
            OnDue = async (assignment, now, ct) =>
            {
                var request = await provider.GetRequiredService<Store<KnownRequest>>().Find(assignment.Value.RequestId, ct);
                return AssignmentTimers.Tick(assignment.Value, new Moment(request?.Value, now, assignments));
            }
        });
    }
}
