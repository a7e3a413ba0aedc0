using Alliance.Requests.Reading;
using Alliance.Shared.Hosting;
using Alliance.Shared.Receiving;
using Alliance.Shared.Storage;

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

    public static void AddAttaching(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<AttachingSettings>("Attachments");
        builder.AddReceiving();
        builder.Services.AddStore(Upload.Declaration).AddDueWork(Upload.Due).AddSingleton<ReceiveFile>();
    }
}
