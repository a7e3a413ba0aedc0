using Alliance.Contracts;
using Alliance.Notifications.Mailing;
using Alliance.Notifications.Preferring;
using Alliance.Notifications.Reading;
using Alliance.Notifications.Telling;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;

return await ServiceHost.Main(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting("notifications");
    builder.AddStorage("notifications");
    builder.AddMessaging(plan => plan
        .Consumes<WhenRequestMoved>(WhenRequestMoved.Queue, WhenRequestMoved.Concurrency)
        .Consumes<WhenRequestNoted>(WhenRequestNoted.Queue, WhenRequestNoted.Concurrency)
        .Consumes<WhenAssignmentMoved>(WhenAssignmentMoved.Queue, WhenAssignmentMoved.Concurrency)
        .Consumes<WhenExpertMoved>(WhenExpertMoved.Queue, WhenExpertMoved.Concurrency)
        .Consumes<WhenPersonChanged>(WhenPersonChanged.Queue, WhenPersonChanged.Concurrency)
        .Consumes<WhenOrganisationChanged>(WhenOrganisationChanged.Queue, WhenOrganisationChanged.Concurrency));
    builder.AddCatchUp<WhenOrganisationChanged, WhenPersonChanged>((organisations, people) => new(organisations.Handle, people.Handle));
    builder.AddSettings<MailSettings>("Mail");
    builder.AddSettings<PortalSettings>("Portal");
    builder.AddInternalClient<ILinks>("Links:Experts");

    builder.Services.AddStore(Notice.Declaration).AddStore(Delivery.Declaration).AddStore(Preferences.Declaration);
    builder.Services.AddStore(KnownPerson.Declaration).AddStore(KnownOrganisation.Declaration);
    builder.Services.AddSingleton<TellPeople>().AddSingleton<Live>().AddSingleton<Mailer>().AddSingleton<AskForLink>().AddSingleton<SendMail>();
    builder.Services.AddDueWork(services => new DueWork<Delivery>(services.GetRequiredService<Store<Delivery>>()) { OnDue = services.GetRequiredService<SendMail>().OnDue });

    var app = builder.BuildService();
    app.UseHosting();
    app.MapReading();
    app.MapListDeliveries();
    app.MapReadPreferences();
    app.MapChangePreferences();
    await app.RunService(args);
});
