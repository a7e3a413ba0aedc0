using System.Security.Claims;
using Alliance.Contracts;
using Alliance.Shared.Identity;

namespace Alliance.Accounts.Erasing;

internal static class ErasingRoutes
{
    public static void MapErasing(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/people/{id:guid}/erase", ErasePerson.Handle).Produces<ErasureView>();
        app.MapPost("/api/me/erase", ErasePerson.Own).Produces<ErasureView>();
        app.MapGet("/api/erasures", ReadErasures.List).Produces<ErasureList>();
        // The one service that keeps what others wrote of people.
        app.MapGet("/internal/erasures/{id:guid}", ReadErasures.Traces).RequireAuthorization(Access.Internal)
            .RequireAuthorization(policy => policy.RequireAssertion(given => given.User.FindFirstValue("sub") == "service-requests"))
            .ExcludeFromDescription().Produces<ErasedTraces>();
    }
}
