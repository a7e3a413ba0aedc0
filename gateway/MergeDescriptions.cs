using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Alliance.Gateway;

/// <summary>A service's own OpenAPI document, as it was fetched last.</summary>
/// <param name="State"><c>current</c>, <c>last-known</c> (the service is away now) or <c>unknown</c> (never answered since this process started).</param>
internal sealed record ServiceDescription(string Service, JsonObject? Document, string State);

/// <summary>One OpenAPI 3.1 document of many. Pure: the same documents give the same bytes, in whatever order they arrive.</summary>
internal static class MergeDescriptions
{
    /// <summary>Only what is reached through the gateway is described: health and the services' own documents are not.</summary>
    private const string Reachable = "/api/";

    /// <param name="anonymous">Path prefixes that ask for no token.</param>
    public static async Task<string> Merge(IEnumerable<ServiceDescription> services, IReadOnlyList<string> anonymous, CancellationToken ct)
    {
        var known = services.OrderBy(s => s.Service, StringComparer.Ordinal).ToArray();
        var parts = known.Where(s => s.Document is not null).Select(s => (s.Service, Document: (JsonObject)s.Document!.DeepClone())).ToArray();
        foreach (var part in parts) DropUnreachable(part.Document);
        // Two types may look alike and yet point to types that differ: renaming those makes these differ, so it is repeated until nothing changes.
        while (Clashes(parts) is { Count: > 0 } clashes)
        {
            foreach (var (service, document) in parts) Rename(document, service, clashes);
        }

        var (paths, components, operations) = (new JsonObject(), new JsonObject(), new HashSet<string>());
        foreach (var (service, document) in parts)
        {
            foreach (var (path, item) in Section(document, "paths"))
            {
                foreach (var (_, operation) in item!.AsObject()) Settle(operation as JsonObject, service, operations, path, anonymous);
                paths.TryAdd(path, item.DeepClone());
            }
            foreach (var (kind, entries) in Section(document, "components"))
            {
                if (!components.ContainsKey(kind)) components[kind] = new JsonObject();
                foreach (var (name, entry) in entries!.AsObject()) components[kind]!.AsObject().TryAdd(name, entry?.DeepClone());
            }
        }

        var raw = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = "Alliance platform", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = components,
        };
        var (merged, _) = OpenApiDocument.Parse(raw.ToJsonString(), "json");
        return await Complete(merged!, known).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, ct);
    }

    private static OpenApiDocument Complete(OpenApiDocument document, ServiceDescription[] known)
    {
        document.AddComponent<IOpenApiSecurityScheme>("bearer", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
        // Relative: wherever the document was read from is the address of the platform.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        document.Extensions["x-services"] = new JsonNodeExtension(new JsonObject(known.Select(s => KeyValuePair.Create(s.Service, (JsonNode?)s.State))));
        return document;
    }

    private static void DropUnreachable(JsonObject document)
    {
        var paths = Section(document, "paths");
        foreach (var path in paths.Select(p => p.Key).Where(p => !p.StartsWith(Reachable, StringComparison.Ordinal)).ToArray()) paths.Remove(path);
        // How one signs in is the gateway's to say.
        Section(document, "components").Remove("securitySchemes");
    }

    /// <summary>Components of one name that are not the same in all services that have it.</summary>
    private static HashSet<(string Kind, string Name)> Clashes((string Service, JsonObject Document)[] parts) =>
    [
        .. parts.SelectMany(part => Section(part.Document, "components")
                .SelectMany(kind => kind.Value!.AsObject().Select(entry => (Kind: kind.Key, Name: entry.Key, entry.Value))))
            .GroupBy(c => (c.Kind, c.Name))
            .Where(same => same.Skip(1).Any(c => !JsonNode.DeepEquals(c.Value, same.First().Value)))
            .Select(same => same.Key),
    ];

    private static void Rename(JsonObject document, string service, HashSet<(string Kind, string Name)> clashes)
    {
        var prefix = char.ToUpper(service[0], CultureInfo.InvariantCulture) + service[1..];
        var renamed = clashes.ToDictionary(c => $"#/components/{c.Kind}/{c.Name}", c => $"#/components/{c.Kind}/{prefix}{c.Name}");
        foreach (var (kind, name) in clashes)
        {
            if (Section(document, "components")[kind] is not JsonObject entries || !entries.Remove(name, out var entry)) continue;
            entries[prefix + name] = entry;
        }
        Redirect(document, renamed);
    }

    private static void Redirect(JsonNode? node, Dictionary<string, string> renamed)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Redirect(item, renamed);
        }
        if (node is not JsonObject fields) return;
        foreach (var (key, value) in fields.ToArray())
        {
            // References, and the values of a discriminator's mapping, which are references too.
            if (value is JsonValue text && text.TryGetValue<string>(out var target) && renamed.TryGetValue(target, out var now)) fields[key] = now;
            else Redirect(value, renamed);
        }
    }

    private static void Settle(JsonObject? operation, string service, HashSet<string> operations, string path, IReadOnlyList<string> anonymous)
    {
        if (operation is null) return;
        operation.Remove("security");
        if (anonymous.Any(prefix => (path + "/").StartsWith(prefix, StringComparison.OrdinalIgnoreCase))) operation["security"] = new JsonArray();
        // Either of both: none, or the token.
        if (operation.Remove("x-anonymous")) operation["security"] = new JsonArray(new JsonObject(), new JsonObject { ["bearer"] = new JsonArray() });
        if (operation["operationId"]?.GetValue<string>() is { } id && !operations.Add(id)) operation["operationId"] = $"{service}.{id}";
    }

    private static JsonObject Section(JsonObject document, string name)
    {
        if (document[name] is JsonObject section) return section;
        var empty = new JsonObject();
        document[name] = empty;
        return empty;
    }
}
