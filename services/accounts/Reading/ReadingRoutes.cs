using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Accounts.Reading;

internal static class ReadingRoutes
{
    public static void MapReading(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/me", GetMe.Handle).Produces<Me>();
        app.MapGet("/api/organisations", ReadOrganisations.List).Produces<OrganisationList>().AlsoCsv<OrganisationList>("organisations");
        app.MapGet("/api/organisations/{id:guid}", ReadOrganisations.One).Produces<OrganisationView>();
        app.MapGet("/api/organisations/{id:guid}/people", ReadPeople.List).Produces<PersonList>().AlsoCsv<PersonList>("people");
        app.MapGet("/api/organisations/{id:guid}/people/{personId:guid}", ReadPeople.One).Produces<PersonView>();
        // The gateway has no way here.
        var within = app.MapGroup("/internal").RequireAuthorization(Access.Internal).ExcludeFromDescription();
        within.MapGet("/people", PeopleCardsFor.Handle);
        within.MapGet("/coordinators", ListCoordinators.Handle);
        within.MapGet("/ended", ListEnded.Handle);
        within.MapGet("/announced/organisations", ListAnnounced.OfOrganisations);
        within.MapGet("/announced/people", ListAnnounced.OfPeople);
    }
}
