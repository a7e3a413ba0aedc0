using Alliance.Shared.Storage;

namespace Alliance.Portal.Serving;

/// <summary>What failed becomes a status, and the status a page in the person's language; the failure itself is for the log.</summary>
internal static partial class Failures
{
    public static void UseFailures(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Alliance.Portal.Failures");
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
#pragma warning disable CA1031 // Whatever it is, a person sees a page that says what to do.
            catch (Exception failure) when (!http.Response.HasStarted)
#pragma warning restore CA1031
            {
                var status = StatusOf(http, failure);
                if (status == StatusCodes.Status500InternalServerError) log.Failed(failure, http.Request.Method, http.GetEndpoint()?.DisplayName);
                http.Response.Clear();
                http.Response.StatusCode = status;
            }
        });
    }

    private static int StatusOf(HttpContext http, Exception failure) => failure switch
    {
        _ when http.RequestAborted.IsCancellationRequested => StatusCodes.Status499ClientClosedRequest,
        BadHttpRequestException bad => bad.StatusCode,
        StorageFullException => StatusCodes.Status507InsufficientStorage,
        InvalidDataException => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status500InternalServerError,
    };

    [LoggerMessage(EventId = 720, Level = LogLevel.Error, Message = "Failed: {Method} {Page}")]
    private static partial void Failed(this ILogger logger, Exception exception, string method, string? page);
}
