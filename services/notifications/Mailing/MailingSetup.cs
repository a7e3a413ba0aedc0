using Alliance.Contracts;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Mailing;

/// <summary>Deliveries, and what sends them when they are due.</summary>
internal static class MailingSetup
{
    public static void AddMailing(this WebApplicationBuilder builder)
    {
        builder.AddSettings<MailSettings>("Mail");
        builder.AddSettings<PortalSettings>("Portal");
        builder.AddInternalClient<ILinks>("Links:Experts");
        builder.Services.AddStore(Delivery.Declaration).AddSingleton<Mailer>().AddSingleton<AskForLink>().AddSingleton<SendMail>();
        builder.Services.AddDueWork(services => new DueWork<Delivery>(services.GetRequiredService<Store<Delivery>>()) { OnDue = services.GetRequiredService<SendMail>().OnDue });
    }
}
