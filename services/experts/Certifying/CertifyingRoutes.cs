using Alliance.Shared.Identity;

namespace Alliance.Experts.Certifying;

internal static class CertifyingRoutes
{
    public static void MapCertifying(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/assignments/{id:guid}/certificate", ShowCertificate.OfAssignment).Produces<CertificateView>();
        app.MapGet("/api/certificates/{code}", ShowCertificate.ByCode).RequireAuthorization(Access.Anybody).Produces<CertificateView>();
    }
}
