using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Alliance.Shared.Http;

/// <summary>The revision the caller has read: <c>If-Match: "3"</c>. A list of tags or <c>*</c> names no one revision and counts as malformed.</summary>
/// <param name="Revision">Null when the header is missing or malformed.</param>
public sealed record IfMatch(long? Revision, bool Malformed = false) : IEndpointParameterMetadataProvider
{
    public static ValueTask<IfMatch?> BindAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var header = http.Request.Headers.IfMatch;
        if (header.Count == 0) return ValueTask.FromResult<IfMatch?>(new IfMatch(Revision: null));
        var tag = header.ToString();
        var parsed = tag is ['"', .. var digits, '"'] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new IfMatch(revision)
            : new IfMatch(Revision: null, Malformed: true);
        return ValueTask.FromResult<IfMatch?>(parsed);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        HeaderParameters.Add(builder, new HeaderParameter("If-Match", true, "The revision you read, quoted, as its ETag said."));
}

/// <summary>Makes a POST that creates safe to repeat: <c>Idempotency-Key</c>, 1–200 visible ASCII characters.</summary>
/// <param name="Value">Null when the header is missing or malformed.</param>
public sealed record IdempotencyKey(string? Value, bool Malformed = false) : IEndpointParameterMetadataProvider
{
    public static ValueTask<IdempotencyKey?> BindAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var header = http.Request.Headers["Idempotency-Key"];
        if (header.Count == 0) return ValueTask.FromResult<IdempotencyKey?>(new IdempotencyKey(Value: null));
        var key = header.ToString();
        return ValueTask.FromResult<IdempotencyKey?>(header.Count == 1 && IsWellFormed(key) ? new IdempotencyKey(key) : new IdempotencyKey(Value: null, Malformed: true));
    }

    public static bool IsWellFormed(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length is >= 1 and <= 200 && key.All(c => c is > ' ' and <= '~');
    }

    /// <summary>Null when the key is usable or absent.</summary>
    public Refusal? Fault() => Malformed
        ? new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("Idempotency-Key", "idempotency-key"))
        : null;

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        HeaderParameters.Add(builder, new HeaderParameter("Idempotency-Key", false, "Makes the call safe to repeat: 1–200 visible ASCII characters, the same for each repeat."));
}

internal sealed record HeaderParameter(string Name, bool Required, string Description);

internal static class HeaderParameters
{
    public static void Add(EndpointBuilder builder, HeaderParameter header) => builder.Metadata.Add(header);

    /// <summary>Headers bound by the types above, written into the OpenAPI document.</summary>
    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        foreach (var header in context.Description.ActionDescriptor.EndpointMetadata.OfType<HeaderParameter>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Required = header.Required,
                Description = header.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
        return Task.CompletedTask;
    }
}
