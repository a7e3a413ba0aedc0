using Alliance.Requests.Recognising;
using Alliance.Requests.Routing;
using Alliance.Requests.Submitting;
using Alliance.Shared.Hosting;
using Alliance.Shared.Storage;

namespace Alliance.Requests;

/// <summary>What this service keeps, and what is due of it.</summary>
internal static class Collections
{
    public static void AddCollections(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<RequestsSettings>("Requests");
        builder.Services.AddStore(AssistanceRequests.Declaration).AddStore(SubmittedCopy.Declaration).AddStore(KnownOrganisation.Declaration)
            .AddStore(RoutingRules.Declaration);
        builder.Services.AddDueWork(DueRequests.Of);
    }
}
