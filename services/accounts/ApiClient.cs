using Alliance.Shared.Storage;

namespace Alliance.Accounts;

/// <summary>A program that calls the API in the name of one person. Its secret lies hashed with the provider, under the same client id.</summary>
internal sealed record ApiClient
{
    /// <summary>The <c>client_id</c>; letters, digits and <c>- _ .</c>.</summary>
    public required string ClientId { get; init; }

    public required string Name { get; init; }

    /// <summary>The person whose roles it has, never more.</summary>
    public required Guid ActsFor { get; init; }

    public bool Active { get; init; } = true;

    /// <summary>Its tokens of before may still live at other services for some minutes.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public CreationKey? CreatedWith { get; init; }
}

internal static class ApiClients
{
    public static readonly Sort<ApiClient> CreatedAt = new("created", d => d.CreatedAt.ToUnixTimeMilliseconds());
    public static readonly Facet<ApiClient> Status = new("status", d => [d.Value.Active ? "active" : "ended"], CreatedAt);
    public static readonly Facet<ApiClient> Person = new("person", d => [d.Value.ActsFor.ToString()], CreatedAt);

    public static readonly Sort<ApiClient> EndedAt = new("ended", d => d.Value.EndedAt?.ToUnixTimeMilliseconds());
    public static readonly Facet<ApiClient> Ended = new("ended", d => d.Value.EndedAt is null ? [] : ["yes"], EndedAt);

    public static readonly Declaration<ApiClient> Declaration = new("clients")
    {
        Sorts = [CreatedAt, EndedAt],
        Facets = [Status, Person, Ended],
        Text = d => [d.Value.Name, d.Value.ClientId],
        Keys = d => d.Value.CreatedWith is { } created ? [ClientKey(d.Value.ClientId), created.UniqueKey] : [ClientKey(d.Value.ClientId)]
    };

    public static string ClientKey(string clientId) => "client:" + clientId;
}
