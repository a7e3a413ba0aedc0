using Alliance.Requests.Reading;

namespace Alliance.Requests.Attaching;

internal static class AttachingRoutes
{
    public static void MapAttaching(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/requests/{id:guid}/attachments", ListAttachments.Handle).Produces<AttachmentsView>();
        // Whatever the type is said to be: what it is, the content says.
        app.MapPost("/api/requests/{id:guid}/attachments", AttachFile.Handle).Accepts<byte[]>("application/octet-stream", "*/*").Produces<AttachmentView>(StatusCodes.Status201Created);
        app.MapGet("/api/requests/{id:guid}/attachments/{fileId:guid}", DownloadAttachment.Handle).Produces<byte[]>(contentType: "application/octet-stream");
        app.MapPost("/api/requests/{id:guid}/attachments/{fileId:guid}/remove", RemoveAttachment.Handle).Produces<RequestView>();
    }

    public static void AddAttaching(this IServiceCollection services) => services.AddSingleton<ClamAv>().AddSingleton<ReceiveFile>();
}
