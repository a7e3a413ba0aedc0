using Alliance.Accounts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Admitting;

/// <summary>POST …/activate: an administrator verified it: it is a member from now on.</summary>
internal static class ActivateOrganisation
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Reader reader, Store<Organisation> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(store, id, ifMatch, OrganisationVerb.Activate, reader.Caller, reader.MaySee,
            read => Decide(read.Id, read.Value, reader.Caller), ct);
        return Answers.ToHttp(outcome, d => OrganisationView.Of(d, reader));
    }

    public static Decision<Organisation> Decide(Guid id, Organisation organisation, Caller caller) =>
        OrganisationTransitions.Refuse(id, organisation, caller, OrganisationVerb.Activate) is { } refusal
            ? refusal
            : OrganisationTransitions.Move(organisation, OrganisationVerb.Activate, accessChanged: null);
}
