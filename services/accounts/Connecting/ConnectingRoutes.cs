namespace Alliance.Accounts.Connecting;

internal static class ConnectingRoutes
{
    public static void MapConnecting(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/clients", ListClients.Handle).Produces<ClientList>();
        app.MapPost("/api/clients", AddClient.Handle).Produces<ClientView>(StatusCodes.Status201Created);
        app.MapPost("/api/clients/{id:guid}/end", EndClient.Handle).Produces<ClientView>();
    }
}
