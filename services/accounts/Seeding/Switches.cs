using Alliance.Accounts.Importing;
using Alliance.Accounts.Issuing;
using Alliance.Shared.Hosting;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Seeding;

/// <summary>What the program does besides serving: see <see cref="SeedAccounts"/>, <see cref="MakeFirstAdministrator"/> and <see cref="AddAuthorities"/>.</summary>
internal static class Switches
{
    public static async Task RunAccounts(this WebApplication app, string[] args)
    {
        if (args.Contains(AddAuthorities.Switch))
        {
            await using (app)
            {
                var ct = app.Lifetime.ApplicationStopping;
                // The provider stays as it is: the service itself may run beside this.
                await app.Services.PrepareStorage(ct);
                using var input = new StreamReader(Console.OpenStandardInput());
                await AddAuthorities.Run(app.Services.GetRequiredService<Store<Organisation>>(), input, Console.Out, ct);
            }
            return;
        }
        if (!args.Contains("--seed") && !args.Contains("--first-administrator"))
        {
            await app.RunService(args);
            return;
        }
        await using (app)
        {
            var ct = app.Lifetime.ApplicationStopping;
            await app.Services.PrepareStorage(ct);
            await app.Services.GetRequiredService<PrepareProvider>().StartingAsync(ct);
            if (args.Contains("--seed")) await SeedAccounts.Run(app.Services, app.Environment, app.Configuration, ct);
            else await MakeFirstAdministrator.Run(app.Services, ct);
        }
    }
}
