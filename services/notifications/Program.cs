using Alliance.Contracts;
using Alliance.Notifications.Erasing;
using Alliance.Notifications.Mailing;
using Alliance.Notifications.Preferring;
using Alliance.Notifications.Reading;
using Alliance.Notifications.Telling;
using Alliance.Shared.Hosting;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;

return await ServiceHost.Main(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting("notifications");
    builder.AddStorage("notifications");
    builder.AddErasing("notifications");
    builder.AddMessaging(plan => plan.Publishes<PersonErasureDone>()
        .Consumes<WhenPersonErased>(WhenPersonErased.Queue, WhenPersonErased.Concurrency)
        .Consumes<WhenRequestMoved>(WhenRequestMoved.Queue, WhenRequestMoved.Concurrency)
        .Consumes<WhenRequestNoted>(WhenRequestNoted.Queue, WhenRequestNoted.Concurrency)
        .Consumes<WhenAssignmentMoved>(WhenAssignmentMoved.Queue, WhenAssignmentMoved.Concurrency)
        .Consumes<WhenOfferMoved>(WhenOfferMoved.Queue, WhenOfferMoved.Concurrency)
        .Consumes<WhenExpertMoved>(WhenExpertMoved.Queue, WhenExpertMoved.Concurrency)
        .Consumes<WhenPersonChanged>(WhenPersonChanged.Queue, WhenPersonChanged.Concurrency)
        .Consumes<WhenSubstituteNamed>(WhenSubstituteNamed.Queue, WhenSubstituteNamed.Concurrency)
        .Consumes<WhenOrganisationChanged>(WhenOrganisationChanged.Queue, WhenOrganisationChanged.Concurrency));
    builder.AddCatchUp<WhenOrganisationChanged, WhenPersonChanged>((organisations, people) => new(organisations.Handle, people.Handle));
    builder.AddMailing();
    builder.Services.AddStore(Notice.Declaration).AddStore(Preferences.Declaration).AddStore(KnownPerson.Declaration).AddStore(KnownOrganisation.Declaration).AddStore(KnownSubstitute.Declaration);
    builder.Services.AddSingleton<TellPeople>().AddSingleton<Live>();

    var app = builder.BuildService();
    app.UseHosting();
    app.MapReading();
    app.MapListDeliveries();
    app.MapReadPreferences();
    app.MapChangePreferences();
    await app.RunService(args);
});
