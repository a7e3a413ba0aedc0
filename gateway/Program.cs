using Alliance.Gateway;
using Alliance.Gateway.KeepingSessions;
using Alliance.Gateway.SigningIn;
using Alliance.Shared.Hosting;
using Alliance.Shared.Storage;

return await ServiceHost.Main(() => GatewayApp.Build(args).RunService(args));

namespace Alliance.Gateway
{
    /// <summary>The platform's one address: who calls, how often, where to; nothing of the domain.</summary>
    internal static class GatewayApp
    {
        /// <param name="contentRoot">Where appsettings.json lies: beside the binary, wherever the process was started from.</param>
        public static WebApplication Build(string[] args, string? contentRoot = null)
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = contentRoot ?? AppContext.BaseDirectory });
            builder.AddPageProblems();
            builder.AddHosting("gateway", keysFolder: Path.Combine(builder.Configuration["Storage:Directory"] ?? "", "gateway-keys"));
            builder.AddStorage("gateway");
            builder.AddSessions();
            builder.AddCookieGuard();
            builder.AddLimits();
            builder.AddForwarding();
            builder.AddReadiness();
            builder.AddDescription();

            var app = builder.BuildService();
            app.UseGuardedAnswers();
            app.UseAuthorizationRules();
            app.UseHosting(RefuseEarly.Use);
            app.UseRequestTimeouts();
            app.MapSignIn();
            app.MapForwarding();
            app.MapDescription();
            return app;
        }
    }
}
