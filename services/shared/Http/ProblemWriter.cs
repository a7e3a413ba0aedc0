using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Alliance.Shared.Http;

/// <summary>
/// Writes every problem as problem+json, whatever the call accepts: the framework's own writer refuses where <c>Accept</c> names something
/// else (a browser's event source does), and then plain text, or in Development a page with the stack, would be the answer.
/// </summary>
internal sealed class ProblemWriter(IOptions<ProblemDetailsOptions> options, IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        context.ProblemDetails.Status ??= http.Response.StatusCode;
        options.Value.CustomizeProblemDetails?.Invoke(context);
        // Of whatever length; without this a rate that never becomes free would be asked for at once again.
        if (http.Response.StatusCode == StatusCodes.Status429TooManyRequests && http.Response.Headers.RetryAfter.Count == 0) http.Response.Headers.RetryAfter = "30";
        return new ValueTask(http.Response.WriteAsJsonAsync(context.ProblemDetails, json.Value.SerializerOptions, "application/problem+json", http.RequestAborted));
    }
}
