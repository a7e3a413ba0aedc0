using Alliance.Accounts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Admitting;

/// <summary>POST …/reinstate: a suspended one is a member again, and its people have their roles back.</summary>
internal static class ReinstateOrganisation
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Reader reader, Store<Organisation> store, TimeProvider clock, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(store, id, ifMatch, OrganisationVerb.Reinstate, reader.Caller, reader.MaySee,
            read => Decide(read.Id, read.Value, reader.Caller, clock.GetUtcNow()), ct);
        return Answers.ToHttp(outcome, d => OrganisationView.Of(d, reader));
    }

    public static Decision<Organisation> Decide(Guid id, Organisation organisation, Caller caller, DateTimeOffset now) =>
        OrganisationTransitions.Refuse(id, organisation, caller, OrganisationVerb.Reinstate) is { } refusal
            ? refusal
            : OrganisationTransitions.Move(organisation, OrganisationVerb.Reinstate, accessChanged: now);
}
