using Alliance.Requests.Handling;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Routing;

/// <summary>PUT /api/routing: a lead coordinator says whole who has which topic. Each named must be an active coordinator, as accounts says now.</summary>
internal static class ChangeRouting
{
    /// <summary>Topics there are, with room.</summary>
    private const int MostRules = 200;

    public static async Task<IResult> Handle(
        RoutingForm? form, IfMatch ifMatch, Caller caller, Store<RoutingRules> store, People people, CancellationToken ct)
    {
        if (Refuse(form, ifMatch, caller) is { } refusal) return Answers.ToHttp(refusal);
        var next = new RoutingRules([.. form!.Rules!.Select(r => r!)]);
        var found = await people.Find(next.Rules.Select(r => r.PersonId), ct);
        if (!found.Answered) return Answers.ToHttp(new Refusal(RefusalKind.Unavailable, "accounts-away"));
        FieldFault[] strangers =
        [
            .. next.Rules.Select((rule, place) => (rule, place)).Where(r => !HandOverAssistanceRequest.IsCoordinator(found.Cards.GetValueOrDefault(r.rule.PersonId)))
                .Select(r => new FieldFault($"rules[{r.place}].personId", "no-coordinator"))
        ];
        if (strangers.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", strangers));
        return Answers.ToHttp(await Save(next, ifMatch.Revision!.Value, caller, store, ct), RoutingView.Of);
    }

    public static Refusal? Refuse(RoutingForm? form, IfMatch ifMatch, Caller caller)
    {
        if (!caller.Has(Roles.LeadCoordinator)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        if (ifMatch.Malformed) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("If-Match", "if-match"));
        if (ifMatch.Revision is null) return new Refusal(RefusalKind.PreconditionRequired, "if-match-missing", new FieldFault("If-Match", "required"));
        if (form?.Rules is not { } rules) return Given.NoBody;
        return rules.Count > MostRules
            ? new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("rules", "too-many", MostRules))
            : RoutingRules.Check(rules);
    }

    private static async Task<Outcome<RoutingRules>> Save(RoutingRules next, long revision, Caller caller, Store<RoutingRules> store, CancellationToken ct)
    {
        var read = await store.Find(RoutingRules.Id, ct);
        if ((read?.Revision ?? 0) != revision)
        {
            // Sent again because the first answer was lost.
            return read is not null && read.Revision == revision + 1 && read.UpdatedBy == caller.PersonId && read.Value.Rules.SequenceEqual(next.Rules)
                ? new Outcome<RoutingRules>.AlreadyDone(read)
                : new Refusal(RefusalKind.Stale, "stale", new FieldFault("If-Match", "stale"));
        }
        Step[] steps = [new("route", From: null, "routed")];
        return Verbs.From(
            read is null
                ? await store.Create(RoutingRules.Id, next, caller.PersonId, steps, ct)
                : await store.Save(read, next, caller.PersonId, steps, ct),
            created: false);
    }
}

internal sealed record RoutingForm(IReadOnlyList<RoutingRule?>? Rules = null);
