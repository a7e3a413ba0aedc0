using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace Alliance.Shared.Http;

/// <summary>
/// Every refusal and failure as RFC 9457 problem details in the caller's language (Accept-Language, else the token's locale, else English):
/// <c>{ type, title, status, code, traceId, errors: { "needs[0].role": ["…"] } }</c>. Texts: <c>Problems.resx</c> here and of the service.
/// </summary>
public static class Problems
{
    public static readonly string[] Languages = ["en", "uk", "bg"];

    /// <summary>Writes a refusal. Also used by middlewares that refuse before an endpoint is reached.</summary>
    public static Task Write(HttpContext http, Refusal why)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(why);
        return Write(http, Answers.StatusOf(why.Kind), why.Code, why.Fields);
    }

    /// <summary>What is wrong with a field, in the language of this thread: for a program that answers no call.</summary>
    public static string TextOf(FieldFault fault, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return services.GetRequiredService<ProblemTexts>()["field-" + fault.Code, [.. fault.Args]];
    }

    internal static async Task Write(HttpContext http, int status, string code, IReadOnlyList<FieldFault> fields)
    {
        var texts = http.RequestServices.GetRequiredService<ProblemTexts>().In(http);
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        var problem = new ProblemDetails { Status = status, Type = "urn:alliance:problem:" + code, Title = texts[code] };
        problem.Extensions["code"] = code;
        if (fields.Count > 0)
        {
            problem.Extensions["errors"] = fields.GroupBy(f => f.Field)
                .ToDictionary(g => g.Key, g => g.Select(f => texts["field-" + f.Code, [.. f.Args]]).Distinct().ToArray());
        }
        await http.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new() { HttpContext = http, ProblemDetails = problem });
    }

    internal static void AddProblems(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddSingleton<ProblemTexts>();
        // Before AddProblemDetails: the first writer that can, writes.
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddExceptionHandler<FailureHandler>();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.Configure<RequestLocalizationOptions>(o =>
        {
            o.SetDefaultCulture("en").AddSupportedCultures(Languages).AddSupportedUICultures(Languages);
            o.RequestCultureProviders =
            [
                // Ours may stand behind several others.
                new AcceptLanguageHeaderRequestCultureProvider { MaximumAcceptLanguageHeaderValuesToTry = 10 },
                new CustomRequestCultureProvider(http => Task.FromResult(
                    Caller.Of(http)?.Language is { Length: > 0 } language ? new ProviderCultureResult(language) : null)),
            ];
        });
        services.AddProblemDetails(o => o.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            if (!problem.Extensions.ContainsKey("code"))
            {
                // Written by the framework (no endpoint, no token, wrong method, wrong media type): give it our words.
                var code = "status-" + problem.Status?.ToString(CultureInfo.InvariantCulture);
                problem.Type = "urn:alliance:problem:" + code;
                problem.Title = context.HttpContext.RequestServices.GetRequiredService<ProblemTexts>().In(context.HttpContext)[code];
                problem.Detail = null;
                problem.Extensions["code"] = code;
            }
            problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.HttpContext.TraceIdentifier;
        });
    }
}

/// <summary>Texts of refusals and field faults: the service's own first, then the common ones.</summary>
internal sealed class ProblemTexts(IStringLocalizerFactory factory, IHostEnvironment host)
{
    private readonly IStringLocalizer own = factory.Create("Problems", host.ApplicationName);
    private readonly IStringLocalizer common = factory.Create("Http.Problems", "Alliance.Shared");

    /// <summary>
    /// Speaks the language of this call. What is written on the way out, past the localization middleware, no longer
    /// has its culture: that flows inwards only.
    /// </summary>
    public ProblemTexts In(HttpContext http)
    {
        if (http.Features.Get<IRequestCultureFeature>()?.RequestCulture is { } culture)
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture.Culture, culture.UICulture);
        }
        return this;
    }

    public string this[string key, params object[] args]
    {
        get
        {
            var text = own[key, args];
            return text.ResourceNotFound ? common[key, args] : text;
        }
    }
}

/// <summary>Exceptions: bad input that the framework found, or a bug, or infrastructure. Their text never reaches a client.</summary>
internal sealed partial class FailureHandler(ILogger<FailureHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                await Problems.Write(httpContext, StatusCodes.Status413PayloadTooLarge, "status-413", []);
                return true;
            case BadHttpRequestException { InnerException: JsonException json }:
                await Problems.Write(httpContext, StatusCodes.Status400BadRequest, "invalid", [new(FieldOf(json), "not-json")]);
                return true;
            case BadHttpRequestException bad:
                await Problems.Write(httpContext, bad.StatusCode, "status-" + bad.StatusCode.ToString(CultureInfo.InvariantCulture), []);
                return true;
            case BadCursorException:
                await Problems.Write(httpContext, StatusCodes.Status400BadRequest, "invalid", [new("cursor", "cursor")]);
                return true;
            case StorageFullException:
                StorageFull(exception);
                await Problems.Write(httpContext, StatusCodes.Status507InsufficientStorage, "status-507", []);
                return true;
            default:
                Failed(exception, AccessLog.MethodOf(httpContext.Request), httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName);
                await Problems.Write(httpContext, StatusCodes.Status500InternalServerError, "status-500", []);
                return true;
        }
    }

    /// <summary><c>$.needs[0].quantity</c> → <c>needs[0].quantity</c>; the whole body → <c>body</c>.</summary>
    private static string FieldOf(JsonException json) => json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";

    [LoggerMessage(EventId = 110, Level = LogLevel.Error, Message = "Failed: {Method} {Endpoint}")]
    private partial void Failed(Exception exception, string method, string? endpoint);

    [LoggerMessage(EventId = 111, Level = LogLevel.Critical, Message = "The disk is full; nothing was accepted")]
    private partial void StorageFull(Exception exception);
}
