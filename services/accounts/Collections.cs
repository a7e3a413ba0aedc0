using Alliance.Accounts.Erasing;
using Alliance.Shared.Storage;

namespace Alliance.Accounts;

/// <summary>What this service keeps besides credentials, and what is due of it.</summary>
internal static class Collections
{
    public static void AddCollections(this IServiceCollection services)
    {
        services.AddStore(Organisations.Declaration).AddStore(Persons.Declaration).AddStore(ApiClients.Declaration).AddSingleton<EraseTraces>();
        services.AddDueWork(provider => new DueWork<Organisation>(provider.GetRequiredService<Store<Organisation>>()) { Announce = AccountsAnnouncement.Of });
        services.AddDueWork(provider => new DueWork<Person>(provider.GetRequiredService<Store<Person>>())
        {
            Follow = provider.GetRequiredService<EraseTraces>().Of,
            Announce = AccountsAnnouncement.Of
        });
    }
}
