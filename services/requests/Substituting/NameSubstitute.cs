using Alliance.Requests.Handling;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Substituting;

/// <summary>
/// <c>GET, PUT /api/substitutes/me</c>: a coordinator names who stands in for them, from day to day; whole, with <c>If-Match</c> (<c>"0"</c> for the first).
/// Whether that person could do the work, accounts is asked at this moment. It gives no right: coordinators may act on each other's requests anyway; it shows the work.
/// </summary>
internal static class NameSubstitute
{
    private const int LongestDays = 366;
    private const string Verb = "substitute";

    public static async Task<IResult> Read(Caller caller, HttpContext http, Store<Substitution> substitutes, CancellationToken ct)
    {
        if (!caller.IsCoordinator()) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        http.Response.Headers.CacheControl = "no-store";
        var read = await substitutes.Find(caller.PersonId, ct);
        return read is null ? TypedResults.Ok(new SubstituteView(0, null, null, null)) : Answers.Read(read, SubstituteView.Of(read));
    }

    public static async Task<IResult> Handle(
        SubstituteForm? form, IfMatch ifMatch, Caller caller, Store<Substitution> substitutes, People people, RequestsSettings periods, TimeProvider clock, CancellationToken ct)
    {
        var given = form ?? new SubstituteForm();
        var asks = caller.IsCoordinator() && given.PersonId is { } person && person != Guid.Empty && person != caller.PersonId;
        var found = asks ? await people.FindNow(given.PersonId!.Value, ct) : FoundPeople.NotAsked;
        return Answers.ToHttp(await Name(given, found, ifMatch, caller, substitutes, periods.Days.DayOf(clock.GetUtcNow()), ct), SubstituteView.Of);
    }

    /// <summary>Null when it may stand.</summary>
    public static Refusal? Refuse(SubstituteForm form, FoundPeople found, Caller caller, DateOnly today)
    {
        if (!caller.IsCoordinator()) return new Refusal(RefusalKind.Forbidden, "forbidden");
        if (form.PersonId is not { } person) return null;
        List<FieldFault> faults = [];
        if (form.From is null) faults.Add(new FieldFault("from", "required"));
        if (form.To is null) faults.Add(new FieldFault("to", "required"));
        else if (form.To < form.From) faults.Add(new FieldFault("to", "from-after-to"));
        else if (form.To < today) faults.Add(new FieldFault("to", "in-the-past"));
        else if (form.From is { } from && form.To.Value.DayNumber - from.DayNumber > LongestDays) faults.Add(new FieldFault("to", "out-of-range", from, from.AddDays(LongestDays)));
        if (person == caller.PersonId || person == Guid.Empty) faults.Add(new FieldFault("personId", "no-coordinator"));
        else if (!found.Answered) return new Refusal(RefusalKind.Unavailable, "accounts-away");
        else if (!HandOverAssistanceRequest.IsCoordinator(found.Cards.GetValueOrDefault(person))) faults.Add(new FieldFault("personId", "no-coordinator"));
        return faults.Count == 0 ? null : new Refusal(RefusalKind.Invalid, "invalid", faults);
    }

    /// <summary>The id stands in the entry: who was told in whose place, the history alone says.</summary>
    private static Step Entry(Substitution? was, Substitution next) => new(Verb, was is null ? null : State(was), State(next), next.PersonId?.ToString());

    private static string State(Substitution named) => named.PersonId is null ? "nobody" : "named";

    private static async Task<Outcome<Substitution>> Name(
        SubstituteForm form, FoundPeople found, IfMatch ifMatch, Caller caller, Store<Substitution> substitutes, DateOnly today, CancellationToken ct)
    {
        if (Refuse(form, found, caller, today) is { } refusal) return refusal;
        var next = form.PersonId is null ? new Substitution(null, null, null) : new Substitution(form.PersonId, form.From, form.To);
        if (await substitutes.Find(caller.PersonId, ct) is not null)
        {
            return await Verbs.Apply(
                substitutes, caller.PersonId, ifMatch, verb: null, caller, _ => true,
                read => read.Value == next ? new Decision<Substitution>.AlreadyDone() : new Decision<Substitution>.Moved(next, Entry(read.Value, next)), ct);
        }
        return ifMatch switch
        {
            { Malformed: true } => new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("If-Match", "if-match")),
            { Revision: null } => new Refusal(RefusalKind.PreconditionRequired, "if-match-missing", new FieldFault("If-Match", "required")),
            { Revision: 0 } => Verbs.From(await substitutes.Create(caller.PersonId, next, caller.PersonId, [Entry(null, next)], ct), created: false),
            _ => new Refusal(RefusalKind.Stale, "stale", new FieldFault("If-Match", "stale"))
        };
    }
}

/// <param name="PersonId">Null: nobody stands in any more.</param>
internal sealed record SubstituteForm(Guid? PersonId = null, DateOnly? From = null, DateOnly? To = null);

internal sealed record SubstituteView(long Revision, Guid? PersonId, DateOnly? From, DateOnly? To)
{
    public static SubstituteView Of(Stored<Substitution> d) => new(d.Revision, d.Value.PersonId, d.Value.From, d.Value.To);
}
