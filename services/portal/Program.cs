using Alliance.Portal.Calling;
using Alliance.Portal.Keeping;
using Alliance.Portal.Serving;
using Alliance.Shared.Hosting;
using Alliance.Shared.Storage;

return await ServiceHost.Main(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting("portal");
    builder.AddStorage("portal");
    builder.AddCalls();
    builder.AddKeeping();
    builder.AddPages();

    var app = builder.BuildService();
    app.UseAssets();
    app.UseHosting(identified => identified.UsePages());
    app.MapPages();
    await app.RunService(args);
});
