using System.Globalization;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Http;

namespace Alliance.Shared.Http;

/// <summary>Maps outcomes to HTTP; the one place that knows status codes.</summary>
public static class Answers
{
    /// <param name="represent">The document as this caller may see it.</param>
    /// <param name="location">Where the document is read, for 201.</param>
    public static IResult ToHttp<T, TView>(Outcome<T> outcome, Func<Stored<T>, TView> represent, Func<Stored<T>, string>? location = null) where T : class
    {
        ArgumentNullException.ThrowIfNull(represent);
        return outcome switch
        {
            Outcome<T>.Created created => new Tagged(created.Document.Revision, TypedResults.Created(location?.Invoke(created.Document), represent(created.Document))),
            Outcome<T>.Done done => new Tagged(done.Document.Revision, TypedResults.Ok(represent(done.Document))),
            Outcome<T>.AlreadyDone already => new Tagged(already.Document.Revision, TypedResults.Ok(represent(already.Document))),
            Outcome<T>.Refused refused => new Problem(refused.Why),
            _ => throw new InvalidOperationException(),
        };
    }

    public static IResult ToHttp(Refusal why) => new Problem(why);

    /// <summary>A document that was read: 200 with its ETag.</summary>
    public static IResult Read<T, TView>(Stored<T> document, TView view) where T : class
    {
        ArgumentNullException.ThrowIfNull(document);
        return new Tagged(document.Revision, TypedResults.Ok(view));
    }

    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Unknown => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        RefusalKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private sealed record Tagged(long Revision, IResult Inner) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{Revision}\"");
            httpContext.Response.Headers.CacheControl = "no-store";
            return Inner.ExecuteAsync(httpContext);
        }
    }

    private sealed record Problem(Refusal Why) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Problems.Write(httpContext, Why);
    }
}
