using Alliance.Experts.Reading;
using Alliance.Shared.Receiving;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Attaching;

internal static class AttachingRoutes
{
    public static void MapAttaching(this IEndpointRouteBuilder app)
    {
        // Whatever the type is said to be: what it is, the content says.
        app.MapPost("/api/experts/{id:guid}/certificates/{place:int}/file", AttachCertificateFile.Handle).Accepts<byte[]>("application/octet-stream", "*/*").Produces<ExpertView>();
        app.MapGet("/api/experts/{id:guid}/files/{fileId:guid}", DownloadCertificateFile.Handle).Produces<byte[]>(contentType: "application/octet-stream");
    }

    public static void AddAttaching(this IHostApplicationBuilder builder)
    {
        builder.AddReceiving();
        builder.Services.AddStore(CertificateUpload.Declaration).AddDueWork(CertificateUpload.Due).AddSingleton<ReceiveCertificate>();
    }
}
