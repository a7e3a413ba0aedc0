using Alliance.Accounts.Reading;

namespace Alliance.Accounts.Admitting;

internal static class AdmittingRoutes
{
    public static void MapAdmitting(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/organisations", AddOrganisation.Handle).Produces<OrganisationView>(StatusCodes.Status201Created);
        app.MapPut("/api/organisations/{id:guid}", ChangeOrganisation.Handle).Produces<OrganisationView>();
        app.MapPost("/api/organisations/{id:guid}/activate", ActivateOrganisation.Handle).Produces<OrganisationView>();
        app.MapPost("/api/organisations/{id:guid}/suspend", SuspendOrganisation.Handle).Produces<OrganisationView>();
        app.MapPost("/api/organisations/{id:guid}/reinstate", ReinstateOrganisation.Handle).Produces<OrganisationView>();
        app.MapPost("/api/organisations/{id:guid}/leave", LeaveOrganisation.Handle).Produces<OrganisationView>();
    }
}
