using Alliance.Accounts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Admitting;

/// <summary>POST …/suspend: its people keep their accounts and lose every role they have in it.</summary>
internal static class SuspendOrganisation
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Reader reader, Store<Organisation> store, TimeProvider clock, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(store, id, ifMatch, OrganisationVerb.Suspend, reader.Caller, reader.MaySee,
            read => Decide(read.Id, read.Value, reader.Caller, clock.GetUtcNow()), ct);
        return Answers.ToHttp(outcome, d => OrganisationView.Of(d, reader));
    }

    public static Decision<Organisation> Decide(Guid id, Organisation organisation, Caller caller, DateTimeOffset now) =>
        OrganisationTransitions.Refuse(id, organisation, caller, OrganisationVerb.Suspend) is { } refusal
            ? refusal
            : OrganisationTransitions.Move(organisation, OrganisationVerb.Suspend, accessChanged: now);
}
