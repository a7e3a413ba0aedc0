using Alliance.Accounts;
using Alliance.Accounts.Issuing;
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
    builder.AddMessaging(plan => plan.Publishes<OrganisationChanged>().Publishes<PersonChanged>());
    builder.AddProvider();
    builder.Services.AddStore(Organisations.Declaration).AddStore(Persons.Declaration).AddStore(ApiClients.Declaration);
    builder.Services.AddDueWork(services => new DueWork<Organisation>(services.GetRequiredService<Store<Organisation>>()) { Announce = AccountsAnnouncement.Of });
    builder.Services.AddDueWork(services => new DueWork<Person>(services.GetRequiredService<Store<Person>>()) { Announce = AccountsAnnouncement.Of });

    var app = builder.BuildService();
    app.UseProviderAddress();
    app.UseHosting();
    app.MapProvider();
    app.MapSignInPages();
    await app.RunAccounts(args);
});
