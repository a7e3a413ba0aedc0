using Alliance.Accounts.Reading;

namespace Alliance.Accounts.Enrolling;

internal static class EnrollingRoutes
{
    public static void MapEnrolling(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/organisations/{id:guid}/people", AddPerson.Handle).Produces<PersonView>(StatusCodes.Status201Created);
        app.MapPut("/api/organisations/{id:guid}/people/{personId:guid}", ChangePerson.Handle).Produces<PersonView>();
        app.MapPost("/api/organisations/{id:guid}/people/{personId:guid}/end", EndMembership.Handle).Produces<PersonView>();
        app.MapPost("/api/people/{id:guid}/end", EndAccess.Handle).Produces<PersonView>();
        app.MapPost("/api/people/{id:guid}/restore", RestoreAccess.Handle).Produces<PersonView>();
    }
}
