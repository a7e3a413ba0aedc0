using System.Text.RegularExpressions;
using Alliance.Accounts.Issuing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using FluentValidation;

namespace Alliance.Accounts.Connecting;

/// <summary>The body of POST /api/clients.</summary>
internal sealed record NewClient(string? ClientId, string? Name, Guid? ActsFor);

internal static partial class ClientRules
{
    private static readonly InlineValidator<NewClient> Rules = new()
    {
        v => v.RuleFor(c => c.ClientId).NotEmpty().Must(id => id is null || ClientId().IsMatch(id)).WithErrorCode("client-id")
            .Must(id => id is null || !IsReserved(id)).WithErrorCode("client-id-taken"),
        v => v.RuleFor(c => c.Name).NotEmpty().Line(200),
        v => v.RuleFor(c => c.ActsFor).NotNull()
    };

    public static NewClient Kept(NewClient form) => form with { ClientId = Given.Text(form.ClientId), Name = Given.Text(form.Name) };

    public static Refusal? Check(NewClient kept) => Validation.Check(Rules, kept);

    /// <summary>Programs are an administrator's affair, and no program's.</summary>
    public static Refusal? RefuseToManage(Caller caller)
    {
        if (!caller.Has(Roles.Administrator)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        return caller.ViaClient is null ? null : new Refusal(RefusalKind.Forbidden, "not-by-client");
    }

    /// <summary>Names of the platform's own parts, in whatever case.</summary>
    private static bool IsReserved(string id) =>
        id.Equals(PrepareProvider.GatewayClient, StringComparison.OrdinalIgnoreCase) || id.StartsWith(PrepareProvider.ServicePrefix, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{3,100}\z")]
    private static partial Regex ClientId();
}

/// <summary>A program as administrators see it.</summary>
/// <param name="Status"><c>active</c> or <c>ended</c>.</param>
/// <param name="Secret">Only in the answer to the call that added it.</param>
internal sealed record ClientView(
    Guid Id, long Revision, string Status, IReadOnlyList<string> Actions, string ClientId, string Name, Guid ActsFor, DateTimeOffset CreatedAt, string? Secret = null)
{
    public static ClientView Of(Shared.Storage.Stored<ApiClient> document) => new(
        document.Id, document.Revision, document.Value.Active ? "active" : "ended", document.Value.Active ? [EndClient.Verb] : [], document.Value.ClientId, document.Value.Name,
        document.Value.ActsFor, document.CreatedAt);
}

internal sealed record ClientList(IReadOnlyList<ClientView> Items, string? Next);
