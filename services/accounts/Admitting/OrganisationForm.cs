using Alliance.Shared.Http;
using System.Text.Json;

namespace Alliance.Accounts.Admitting;

/// <summary>The body of POST: the content, and whether it begins as a member or as one that applied.</summary>
internal sealed record NewOrganisation : OrganisationContent
{
    /// <summary><c>applied</c> (where nothing is said) or <c>active</c>.</summary>
    public string? Status { get; init; }
}

/// <summary>From what was sent to what is kept.</summary>
internal static class OrganisationForm
{
    /// <summary>The content in its one form: texts NFC and trimmed, empty ones absent, lists never null.</summary>
    public static OrganisationContent Kept(OrganisationContent form) => new()
    {
        LegalName = Given.Text(form.LegalName),
        LegalNameLatin = Given.Text(form.LegalNameLatin),
        Type = Given.Text(form.Type),
        Level = Given.Text(form.Level),
        Country = Given.Text(form.Country),
        Code = Given.Text(form.Code),
        RegisterId = Given.Text(form.RegisterId),
        Languages = Given.Texts(form.Languages),
        Contacts = [.. (form.Contacts ?? []).Select(c => c is null
            ? null!
            : new OrganisationContact(Given.Text(c.Name), Given.Text(c.Role), Given.Text(c.Email), Given.Text(c.Phone)))],
        ParentId = form.ParentId,
        AssociationIds = [.. (form.AssociationIds ?? []).Distinct()]
    };

    public static bool Same(OrganisationContent one, OrganisationContent other) =>
        JsonSerializer.SerializeToUtf8Bytes(one).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other));
}
