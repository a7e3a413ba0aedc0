namespace Alliance.Gateway;

/// <summary>What is refused before an endpoint is reached, in this order: too many, path tricks, calls of foreign pages; then streams of ended sessions are cut.</summary>
internal static class RefuseEarly
{
    public static void Use(WebApplication app)
    {
        app.UseRateLimiter();
        app.UseRefusedTricks();
        app.UseForeignPageRules();
        app.UseStreamCuts();
    }
}
