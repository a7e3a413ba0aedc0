using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Alliance.Shared.Identity;

/// <summary>Routes that answer without a token too say so in the OpenAPI document; the gateway turns it into their <c>security</c>.</summary>
internal static class DescribeAccess
{
    public const string Extension = "x-anonymous";

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any(a => a.Policy == Access.Anybody))
        {
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            operation.Extensions[Extension] = new JsonNodeExtension(JsonValue.Create(true));
        }
        return Task.CompletedTask;
    }
}
