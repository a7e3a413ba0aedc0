using System.Security.Claims;
using Alliance.Contracts;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Linking;

/// <summary>Routes for other services: the gateway has no way to them. Who writes the mails asks for links, who shows the page uses them.</summary>
internal static class LinkingRoutes
{
    public static void MapLinking(this IEndpointRouteBuilder app)
    {
        app.MapPost("/internal/links/new", IssueLink.Handle).For("service-notifications").Produces<NewLink>();
        app.MapGet("/internal/links", ShowLink.Handle).For("service-portal").Produces<LinkShown>();
        app.MapPost("/internal/links", AnswerByLink.Handle).For("service-portal").Produces<LinkShown>();
    }

    public static RouteHandlerBuilder For(this RouteHandlerBuilder route, string service) =>
        route.RequireAuthorization(Access.Internal).RequireAuthorization(policy => policy.RequireAssertion(given => given.User.FindFirstValue("sub") == service))
            .ExcludeFromDescription();
}
