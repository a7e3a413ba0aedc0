using Alliance.Experts.Input;
using Alliance.Experts.Knowing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Experts.Offering;

/// <summary>
/// POST /api/offers: an administrator of an Active member answers an open call for it: a need for an expert with a colleague who has a profile, a need for a
/// receiving organisation with the organisation itself. Whether the colleague can go is judged when a coordinator accepts; they say yes or no themselves.
/// </summary>
internal static class MakeOffer
{
    private static readonly InlineValidator<OfferForm> Rules = new()
    {
        v => v.RuleFor(o => o.RequestId).NotNull(),
        v => v.RuleFor(o => o.NeedId).NotNull(),
        v => v.RuleFor(o => o.Text).Prose(FieldRules.LongestText)
    };

    public static async Task<IResult> Handle(
        OfferForm? form, IdempotencyKey key, Caller caller, Store<Offer> store, Store<KnownRequest> requests, Store<KnownOrganisation> organisations, Store<KnownPerson> people,
        Store<Expert> experts, TimeProvider clock, CancellationToken ct)
    {
        if (key.Fault() is { } fault) return Answers.ToHttp(fault);
        if (form is null) return Answers.ToHttp(Given.NoBody);
        if (caller.Administers().Count == 0) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        var createdWith = key.Value is { } value ? new CreationKey(caller.PersonId, value, Given.HashOf(form)) : null;
        if (createdWith is not null && await store.FindByKey(createdWith.UniqueKey, ct) is { } first) return Answer(Repeated(first, createdWith), caller);

        var offering = form.OrganisationId ?? (caller.Administers() is [var only] ? only : null);
        var person = form.PersonId ?? caller.PersonId;
        var known = new OfferSituation(
            (await requests.Find(form.RequestId ?? default, ct))?.Value, offering, (await organisations.Find(offering ?? default, ct))?.Value,
            (await people.Find(person, ct))?.Value, (await experts.FindByKey(Roster.PersonKey(person), ct))?.Id);
        var now = clock.GetUtcNow();
        var decision = Decide(form, known, caller, createdWith);
        if (decision is not Decision<Offer>.Moved moved) return Answers.ToHttp(((Decision<Offer>.Refused)decision).Why);
        var saved = await store.Create(Guid.CreateVersion7(now), moved.Next, caller.PersonId, moved.Steps, ct);
        if (saved is SaveResult<Offer>.Taken taken)
        {
            return taken.Key == createdWith?.UniqueKey && await store.FindByKey(taken.Key, ct) is { } earlier
                ? Answer(Repeated(earlier, createdWith), caller)
                : Answers.ToHttp(new Refusal(RefusalKind.Conflict, "already-offered"));
        }
        return Answer(Verbs.From(saved, created: true), caller);
    }

    public static Decision<Offer> Decide(OfferForm form, OfferSituation known, Caller caller, CreationKey? createdWith)
    {
        var given = form with { Text = Given.Text(form.Text) };
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        if (known.OfferingId is not { } offering) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("organisationId", "required"));
        if (!caller.Has(Roles.OrganisationAdministrator, offering)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        if (known.Offering is not { Membership: "active" }) return new Refusal(RefusalKind.Conflict, "offering-not-active");
        // A request that is no open call is not there for who asks; nobody helps themselves.
        if (known.Request is not { IsOpenCall: true } request || request.OrganisationId == offering) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("requestId", "unknown-id"));
        if (request.Need(given.NeedId!.Value) is not { } need) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("needId", "unknown-id"));
        var forExpert = need.Kind == "expert";
        if (forExpert && given.PersonId is null) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("personId", "required"));
        if (known.Person is not { Active: true } person || !person.MemberOf.Contains(offering)) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("personId", "not-of-yours"));
        if (forExpert && known.ExpertId is null) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("personId", "without-profile"));
        return new Decision<Offer>.Moved(
            new Offer
            {
                RequestId = given.RequestId!.Value, NeedId = need.Id, Kind = need.Kind, OrganisationId = request.OrganisationId, OfferingId = offering,
                PersonId = given.PersonId ?? caller.PersonId, ExpertId = forExpert ? known.ExpertId!.Value : offering, Status = OfferStatus.Offered, By = caller.PersonId,
                Text = given.Text, OwnerId = request.OwnerId, Reference = request.Reference, CreatedWith = createdWith
            },
            new Step(OfferVerb.Offer, From: null, Wire<OfferStatus>.Of(OfferStatus.Offered), Text: given.Text));
    }

    private static IResult Answer(Outcome<Offer> outcome, Caller caller) => Answers.ToHttp(outcome, d => OfferView.Of(d, caller), d => $"/api/offers/{d.Id}");

    private static Outcome<Offer> Repeated(Stored<Offer> first, CreationKey createdWith) => first.Value.CreatedWith == createdWith
        ? new Outcome<Offer>.Created(first)
        : new Refusal(RefusalKind.Unprocessable, "idempotency-key-reused", new FieldFault("Idempotency-Key", "other-body"));
}

/// <param name="PersonId">The colleague; of a receiving organisation whom the guests meet, by default the caller.</param>
/// <param name="OrganisationId">Who offers; needed by whoever administers several.</param>
internal sealed record OfferForm(Guid? RequestId, Guid? NeedId, Guid? PersonId = null, string? Text = null, Guid? OrganisationId = null);

/// <summary>What an offer is judged by.</summary>
/// <param name="ExpertId">The profile of the person; null = there is none.</param>
internal sealed record OfferSituation(KnownRequest? Request, Guid? OfferingId, KnownOrganisation? Offering, KnownPerson? Person, Guid? ExpertId);
