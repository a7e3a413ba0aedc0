using Alliance.Requests.Attaching;
using Alliance.Requests.Drafting;
using Alliance.Requests.Evaluating;
using Alliance.Requests.Exchanging;
using Alliance.Requests.Recognising;
using Alliance.Requests.Reporting;
using Alliance.Requests.Routing;
using Alliance.Requests.Submitting;
using Alliance.Requests.Substituting;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests;

/// <summary>What this service keeps, and what is due of it.</summary>
internal static class Collections
{
    public static void AddCollections(this IHostApplicationBuilder builder)
    {
        var periods = builder.AddSettings<RequestsSettings>("Requests");
        builder.Services.AddStore(AssistanceRequests.Declared(periods)).AddStore(SubmittedCopy.Declaration).AddStore(KnownOrganisation.Declaration).AddStore(Substitution.Declaration);
        builder.Services.AddStore(RequestMessage.Declaration).AddStore(RoutingRules.Declaration);
        builder.AddAttaching();
        builder.Services.AddStore(Evaluations.Declaration).AddStore(SignedLink.Declaration);
        builder.Services.AddSingleton<RequestFigures>().AddHostedService<LoadFigures>();
        builder.Services.AddSingleton<ReleaseDrafts>().AddSingleton<AskForEvaluations>().AddSingleton<OverallMeans>().AddSingleton<SignedLinks>().AddSingleton<AnswerByLink>();
        builder.Services.AddDueWork(DueRequests.Of).AddDueWork(RequestMessage.Due).AddDueWork(DueEvaluations.Of).AddDueWork(Substitution.Due);
    }
}
