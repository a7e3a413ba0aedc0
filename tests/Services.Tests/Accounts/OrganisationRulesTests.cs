using Alliance.Accounts;
using Alliance.Accounts.Admitting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Xunit;
using Organisation = Alliance.Accounts.Organisation;

namespace Alliance.Services.Tests.Accounts;

public sealed class OrganisationRulesTests
{
    private static readonly Guid Id = Guid.CreateVersion7();

    private static readonly OrganisationContent Hromada = new()
    {
        LegalName = "Андріївська сільська рада", LegalNameLatin = "Andriivska rada", Type = "hromada", Level = "local", Country = "UA", Code = "UA01020010000048857",
        RegisterId = "04054866", Languages = ["uk", "en-GB"], Contacts = [new OrganisationContact("Олена", "секретар", "olena@example.org", "+380 44 000 00 00")]
    };

    private static readonly OrganisationContent Region = new() { LegalName = "Област Варна", LegalNameLatin = "Varna", Type = "region", Country = "BG", Code = "BG331" };

    [Fact]
    public void A_complete_one_is_taken()
    {
        Assert.Empty(Faults(Hromada));
        Assert.Empty(Faults(Region));
        Assert.Empty(Faults(Region with { Country = "GR", Code = "EL30" }));
        Assert.Empty(Faults(Region with { Country = "MD", Code = null }));
    }

    [Fact]
    public void Texts_are_trimmed_and_of_one_form()
    {
        var kept = OrganisationForm.Kept(Hromada with { LegalName = "  Кии\u0306 ", Code = " ", Languages = null!, AssociationIds = [Id, Id] });
        Assert.Equal(("Кий".Normalize(), (string?)null), (kept.LegalName, kept.Code));
        Assert.Empty(kept.Languages);
        Assert.Single(kept.AssociationIds);
    }

    [Fact]
    public void Each_fault_is_named_by_its_field()
    {
        Assert.Equal(["legalName: required", "type: required", "country: required"], Faults(new OrganisationContent()));
        Assert.Equal(["type: unknown-code"], Faults(Region with { Type = "village" }));
        Assert.Equal(["type: ukrainian-type"], Faults(Region with { Type = "hromada" }));
        Assert.Equal(["level: unknown-code"], Faults(Hromada with { Level = "galactic" }));
        Assert.Equal(["country: unknown-code", "code: unknown-code"], Faults(Region with { Country = "bg" }));
        Assert.Equal(["code: required"], Faults(Hromada with { Code = null }));
        Assert.Equal(["code: unknown-code"], Faults(Hromada with { Code = "UA01020010000048858" }));
        Assert.Equal(["code: unknown-code"], Faults(Hromada with { Code = "BG331" }));
        Assert.Equal(["code: unknown-code"], Faults(Region with { Code = "RO12" }));
        Assert.Equal(["registerId: edrpou"], Faults(Hromada with { RegisterId = "0405486" }));
        Assert.Equal(["registerId: edrpou"], Faults(Hromada with { RegisterId = "0405486٣" }));
        Assert.Equal(["legalNameLatin: not-latin"], Faults(Hromada with { LegalNameLatin = "Аndriivska" }));
        Assert.Equal(["languages[1]: language-tag"], Faults(Hromada with { Languages = ["uk", "ukrainian!"] }));
        Assert.Equal(["contacts[0].email: email"], Faults(Hromada with { Contacts = [new OrganisationContact(null, null, "nobody", null)] }));
        Assert.Equal(["contacts[0]: required"], Faults(Hromada with { Contacts = [null!] }));
        Assert.Equal(["legalName: control-character"], Faults(Hromada with { LegalName = "a\u202Eb" }));
        Assert.Equal(["legalName: too-long"], Faults(Hromada with { LegalName = new string('а', 301) }));
        Assert.Equal("languages", Assert.Single(OrganisationRules.TooMany(Hromada with { Languages = [.. Enumerable.Repeat("uk", 11)] })!.Fields).Field);
    }

    [Fact]
    public void Its_own_administrator_changes_contacts_and_languages_alone()
    {
        var own = new Caller(Guid.CreateVersion7(), [new Membership(Id, Roles.OrganisationAdministrator)]);
        var moved = Assert.IsType<Decision<Organisation>.Moved>(Change(Hromada with { Languages = ["bg"], Contacts = [] }, own));
        Assert.Equal(["bg"], moved.Next.Content.Languages);
        foreach (var other in (OrganisationContent[])
            [Hromada with { LegalName = "Інша" }, Hromada with { Type = "city" }, Hromada with { Code = null }, Hromada with { RegisterId = null }, Hromada with { ParentId = Id }, Hromada with { Level = null }])
        {
            Assert.Equal("contacts-and-languages-only", Assert.IsType<Decision<Organisation>.Refused>(Change(other, own)).Why.Code);
        }
    }

    [Fact]
    public void Its_own_administrator_says_which_associations_it_belongs_to()
    {
        var own = new Caller(Guid.CreateVersion7(), [new Membership(Id, Roles.OrganisationAdministrator)]);
        var association = Guid.CreateVersion7();
        Assert.Equal([association], Assert.IsType<Decision<Organisation>.Moved>(Change(Hromada with { AssociationIds = [association] }, own)).Next.Content.AssociationIds);
        Assert.Equal("contacts-and-languages-only", Assert.IsType<Decision<Organisation>.Refused>(Change(Hromada with { ParentId = association }, own)).Why.Code);
    }

    [Theory]
    [InlineData(Roles.AuthorityEditor)]
    [InlineData(Roles.AuthoritySignatory)]
    [InlineData(Roles.Expert)]
    [InlineData(Roles.Observer)]
    [InlineData(Roles.Coordinator)]
    [InlineData(Roles.LeadCoordinator)]
    public void No_other_role_changes_anything(string role) =>
        Assert.Equal("not-yours", Assert.IsType<Decision<Organisation>.Refused>(Change(Hromada with { Languages = [] }, new Caller(Guid.CreateVersion7(), [new Membership(Id, role)]))).Why.Code);

    [Fact]
    public void A_type_changes_only_to_one_with_the_same_roles()
    {
        var administrator = new Caller(Guid.CreateVersion7(), [new Membership(Guid.CreateVersion7(), Roles.Administrator)]);
        Assert.IsType<Decision<Organisation>.Moved>(Change(Hromada with { Type = "city" }, administrator));
        Assert.Equal("type", Assert.IsType<Decision<Organisation>.Refused>(Change(Hromada with { Type = "secretariat" }, administrator)).Why.Fields[0].Field);
        Assert.IsType<Decision<Organisation>.AlreadyDone>(Change(Hromada, administrator));
    }

    [Fact]
    public void A_unit_has_one_authority_of_a_type_in_Ukraine_and_several_municipalities_elsewhere()
    {
        Assert.Contains("unit:hromada:UA01020010000048857", Keys(Hromada));
        Assert.DoesNotContain(Keys(Region with { Type = "municipality" }), k => k.StartsWith("unit:", StringComparison.Ordinal));
        Assert.Empty(Keys(Hromada, MembershipStatus.Left));
    }

    private static Decision<Organisation> Change(OrganisationContent form, Caller caller) =>
        ChangeOrganisation.Decide(Id, new Organisation { Content = OrganisationForm.Kept(Hromada), Status = MembershipStatus.Active }, form, caller);

    private static IEnumerable<string> Keys(OrganisationContent content, MembershipStatus status = MembershipStatus.Active) => Organisations.Declaration.Keys(
        new(Id, new Organisation { Content = content, Status = status }, 1, 1, "", DateTimeOffset.UnixEpoch, Id, DateTimeOffset.UnixEpoch, Id));

    private static IReadOnlyList<string> Faults(OrganisationContent form) =>
        [.. (OrganisationRules.Check(OrganisationForm.Kept(form))?.Fields ?? []).Select(f => $"{f.Field}: {f.Code}")];
}
