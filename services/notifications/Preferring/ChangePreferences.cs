using Alliance.Notifications.Wording;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Preferring;

/// <summary><c>PUT /api/preferences</c>, whole, with <c>If-Match</c> (<c>"0"</c> for the first). Mail that waits already is sent, or not, by what holds when its turn comes.</summary>
internal static class ChangePreferences
{
    public static void MapChangePreferences(this IEndpointRouteBuilder app) => app.MapPut("/api/preferences", Handle).WithName("ChangePreferences").Produces<PreferencesView>();

    private static async Task<IResult> Handle(PreferencesInput input, IfMatch ifMatch, Caller caller, Store<Preferences> preferences, CancellationToken ct) =>
        Answers.ToHttp(await Change(input, ifMatch, caller, preferences, ct), PreferencesView.Of);

    private static async Task<Outcome<Preferences>> Change(PreferencesInput input, IfMatch ifMatch, Caller caller, Store<Preferences> preferences, CancellationToken ct)
    {
        if (Fault(input) is { } fault) return fault;
        var next = new Preferences(input.Language, new Channels(input.Channels?.Email == true));
        var step = new Step("change", null, null);
        if (await preferences.Find(caller.PersonId, ct) is not null)
        {
            // No verb: a repeat with other content must not be answered like the first.
            return await Verbs.Apply(
                preferences, caller.PersonId, ifMatch, verb: null, caller, _ => true,
                read => read.Value == next ? new Decision<Preferences>.AlreadyDone() : new Decision<Preferences>.Moved(next, step), ct);
        }
        return ifMatch switch
        {
            { Malformed: true } => new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("If-Match", "if-match")),
            { Revision: null } => new Refusal(RefusalKind.PreconditionRequired, "if-match-missing", new FieldFault("If-Match", "required")),
            { Revision: 0 } => Verbs.From(await preferences.Create(caller.PersonId, next, caller.PersonId, [step], ct), created: false),
            _ => new Refusal(RefusalKind.Stale, "stale", new FieldFault("If-Match", "stale")),
        };
    }

    /// <summary>Null when the input is well-formed.</summary>
    public static Refusal? Fault(PreferencesInput input)
    {
        var faults = new List<FieldFault>();
        if (input.Language is { } language && !Languages.All.Any(known => known.Name == language)) faults.Add(new FieldFault("language", "unknown-code"));
        if (input.Channels is null) faults.Add(new FieldFault("channels", "required"));
        else if (input.Channels.Email is null) faults.Add(new FieldFault("channels.email", "required"));
        return faults.Count == 0 ? null : new Refusal(RefusalKind.Invalid, "invalid", [.. faults]);
    }
}

/// <param name="Language"><c>en uk bg</c>; null or absent: as accounts says.</param>
internal sealed record PreferencesInput(string? Language, ChannelsInput? Channels);

internal sealed record ChannelsInput(bool? Email);
