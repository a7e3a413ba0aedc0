using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Confirming;
using Alliance.Experts.Ending;
using Alliance.Experts.Enrolling;
using Alliance.Experts.Inviting;
using Alliance.Experts.Keeping;
using Alliance.Experts.Matching;
using Alliance.Experts.Offering;
using Alliance.Experts.Proposing;
using Alliance.Experts.Reading;
using Alliance.Experts.Verifying;
using Alliance.Experts.Working;
using Alliance.Shared.Hosting;
using Alliance.Shared.Storage;

return await ServiceHost.Main(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting("experts");
    builder.AddStorage("experts");
    builder.AddKnowing(plan => plan.Publishes<ExpertMoved>().Publishes<AssignmentMoved>().Publishes<OfferMoved>());
    builder.AddCollections();

    var app = builder.BuildService();
    app.UseHosting();
    app.MapEnrolling();
    app.MapVerifying();
    app.MapKeeping();
    app.MapReading();
    app.MapMatching();
    app.MapProposing();
    app.MapOffering();
    app.MapInviting();
    app.MapConfirming();
    app.MapWorking();
    app.MapEnding();
    await app.RunService(args);
});
