using Alliance.Requests.Reading;

namespace Alliance.Requests.Drafting;

internal static class DraftingRoutes
{
    public static void MapDrafting(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/requests", CreateDraft.Handle).Produces<RequestView>(StatusCodes.Status201Created);
        app.MapPut("/api/requests/{id:guid}", ChangeDraft.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/discard", DiscardDraft.Handle).Produces<RequestView>();
        app.MapPost("/api/requests/{id:guid}/copy", CopyRequest.Handle).Produces<RequestView>(StatusCodes.Status201Created);
    }
}
