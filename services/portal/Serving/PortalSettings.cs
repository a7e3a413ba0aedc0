using Alliance.Shared.Hosting;

namespace Alliance.Portal.Serving;

internal sealed class PortalSettings : ICheckedSettings
{
    /// <summary>Where the platform's routes (<c>/api/…</c>) are reached from here: the gateway, or in tests a service itself.</summary>
    public string Api { get; init; } = "";

    /// <summary>The public address people know; for the address of the page itself and for mails to us.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whom people write to when a page does not help.</summary>
    public string Contact { get; init; } = "alliance@example.org";

    /// <summary>Folder of the keys that protect forms against forgery; all copies share it. Empty: <c>portal-keys</c> in the storage's folder.</summary>
    public string Keys { get; init; } = "";

    /// <summary>Offers the pseudo-language <c>qps-ploc</c>, which marks every text that comes from the resources. For tests.</summary>
    public bool PseudoLanguage { get; init; }

    /// <summary>As browsers say it in <c>Origin</c>; null where the address is not set.</summary>
    public string? Origin => Uri.TryCreate(Address, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : null;

    public IEnumerable<string> Faults()
    {
        if (!Uri.TryCreate(Api, UriKind.Absolute, out var api) || api.Scheme is not ("http" or "https"))
            yield return "Portal:Api is missing or no address; give the internal address of the gateway, like http://127.0.0.1:8080/";
    }
}
