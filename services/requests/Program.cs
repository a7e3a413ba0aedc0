using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Codelists;
using Alliance.Requests.Drafting;
using Alliance.Requests.Reading;
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
    builder.AddMessaging(plan => plan.Publishes<RequestMoved>());
    builder.Services.AddStore(AssistanceRequests.Declaration).AddStore(SubmittedCopy.Declaration);
    builder.Services.AddDueWork(services => new DueWork<AssistanceRequest>(services.GetRequiredService<Store<AssistanceRequest>>()) { Announce = RequestAnnouncement.Of });

    var app = builder.BuildService();
    app.UseHosting();
    app.MapDrafting();
    app.MapSubmitting();
    app.MapReviewing();
    app.MapReading();
    app.MapCodelists();
    await app.RunService(args);
});
