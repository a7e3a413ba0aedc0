using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Closing;
using Alliance.Requests.Codelists;
using Alliance.Requests.Drafting;
using Alliance.Requests.Handling;
using Alliance.Requests.Importing;
using Alliance.Requests.Matching;
using Alliance.Requests.Reading;
using Alliance.Requests.Recognising;
using Alliance.Requests.Reviewing;
using Alliance.Requests.Submitting;
using Alliance.Shared.Hosting;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;

return await ServiceHost.Main(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting("requests");
    builder.AddStorage("requests");
    builder.AddMessaging(plan => plan.Publishes<RequestMoved>().Publishes<RequestNoted>()
        .Consumes<WhenAssignmentMoved>(WhenAssignmentMoved.Queue, WhenAssignmentMoved.Concurrency)
        .Consumes<WhenOrganisationChanged>(WhenOrganisationChanged.Queue, WhenOrganisationChanged.Concurrency));
    builder.AddCatchUp<WhenOrganisationChanged>(organisations => new(organisations.Handle));
    builder.AddCollections();

    var app = builder.BuildService();
    app.UseHosting();
    app.MapDrafting();
    app.MapSubmitting();
    app.MapReviewing();
    app.MapMatching();
    app.MapHandling();
    app.MapClosing();
    app.MapReading();
    app.MapCodelists();
    await app.RunRequests(args);
});
