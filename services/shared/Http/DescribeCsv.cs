using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Alliance.Shared.Http;

/// <summary>Routes that answer CSV too say so in the OpenAPI document.</summary>
internal static class DescribeCsv
{
    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<OffersCsv>().Any()) return Task.CompletedTask;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = CsvLists.Format,
            In = ParameterLocation.Query,
            Description = "csv: the whole list as a file, without cursor and limit. Accept: text/csv asks for the same.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String }
        });
        if (operation.Responses?.TryGetValue("200", out var ok) == true && ok is OpenApiResponse { Content: { } content })
            content[CsvLists.ContentType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        return Task.CompletedTask;
    }
}
