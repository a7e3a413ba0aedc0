using Alliance.Accounts;
using Alliance.Accounts.Admitting;
using Alliance.Accounts.Connecting;
using Alliance.Accounts.Enrolling;
using Alliance.Accounts.Erasing;
using Alliance.Accounts.Issuing;
using Alliance.Accounts.Reading;
using Alliance.Accounts.Seeding;
using Alliance.Accounts.SigningIn;
using Alliance.Contracts;
using Alliance.Shared.Hosting;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;

return await ServiceHost.Main(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting("accounts", asksAccounts: false);
    builder.AddStorage("accounts");
    builder.AddMessaging(plan => plan.Publishes<OrganisationChanged>().Publishes<PersonChanged>().Publishes<PersonErased>()
        .Consumes<WhenPersonErasureDone>(WhenPersonErasureDone.Queue, WhenPersonErasureDone.Concurrency));
    builder.AddProvider();
    builder.Services.AddCollections();

    var app = builder.BuildService();
    app.UseProviderAddress();
    app.UseHosting(identified: PresentRights.UsePresentRights);
    app.MapProvider();
    app.MapSignInPages();
    app.MapAdmitting();
    app.MapEnrolling();
    app.MapErasing();
    app.MapConnecting();
    app.MapReading();
    await app.RunAccounts(args);
});
