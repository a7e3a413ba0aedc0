using Alliance.Requests;
using Alliance.Requests.Closing;
using Alliance.Requests.Codelists;
using Alliance.Requests.Drafting;
using Alliance.Requests.Evaluating;
using Alliance.Requests.Exchanging;
using Alliance.Requests.Handling;
using Alliance.Requests.Importing;
using Alliance.Requests.Matching;
using Alliance.Requests.Reading;
using Alliance.Requests.Reviewing;
using Alliance.Requests.Submitting;
using Alliance.Shared.Hosting;
using Alliance.Shared.Storage;

return await ServiceHost.Main(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting("requests");
    builder.AddStorage("requests");
    builder.AddMessages();
    builder.AddCollections();

    var app = builder.BuildService();
    app.UseHosting();
    app.MapDrafting();
    app.MapSubmitting();
    app.MapReviewing();
    app.MapMatching();
    app.MapHandling();
    app.MapClosing();
    app.MapExchanging();
    app.MapReading();
    app.MapEvaluating();
    app.MapCodelists();
    await app.RunRequests(args);
});
