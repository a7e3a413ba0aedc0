using Alliance.Contracts;
using Alliance.Requests.Erasing;
using Alliance.Requests.Matching;
using Alliance.Requests.Recognising;
using Alliance.Shared.Messaging;

namespace Alliance.Requests;

/// <summary>What this service says, and what it hears.</summary>
internal static class Messages
{
    public static void AddMessages(this WebApplicationBuilder builder)
    {
        builder.AddMessaging(plan => plan.Publishes<RequestMoved>().Publishes<RequestNoted>().Publishes<EvaluationGiven>().Publishes<SubstituteNamed>().Publishes<PersonErasureDone>()
            .Consumes<WhenPersonErased>(WhenPersonErased.Queue, WhenPersonErased.Concurrency)
            .Consumes<WhenAssignmentMoved>(WhenAssignmentMoved.Queue, WhenAssignmentMoved.Concurrency)
            .Consumes<WhenOrganisationChanged>(WhenOrganisationChanged.Queue, WhenOrganisationChanged.Concurrency));
        builder.AddErasing("requests");
        builder.AddCatchUp<WhenOrganisationChanged>(organisations => new(organisations.Handle));
    }
}
