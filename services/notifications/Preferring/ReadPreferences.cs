using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Preferring;

/// <summary><c>GET /api/preferences</c>: the caller's own. Before the first change: the usual ones, as revision 0.</summary>
internal static class ReadPreferences
{
    public static void MapReadPreferences(this IEndpointRouteBuilder app) => app.MapGet("/api/preferences", Handle).WithName("ReadPreferences").Produces<PreferencesView>();

    private static async Task<IResult> Handle(Caller caller, Store<Preferences> preferences, CancellationToken ct)
    {
        var stored = await Of(caller.PersonId, preferences, ct);
        return Answers.Read(stored, PreferencesView.Of(stored));
    }

    public static async Task<Stored<Preferences>> Of(Guid personId, Store<Preferences> preferences, CancellationToken ct) =>
        await preferences.Find(personId, ct)
        ?? new Stored<Preferences>(personId, Preferences.Usual, 0, 0, HistoryChain.Start, DateTimeOffset.UnixEpoch, personId, DateTimeOffset.UnixEpoch, personId);
}

/// <param name="Language">Absent: as accounts says.</param>
internal sealed record PreferencesView(string? Language, Channels Channels, long Revision)
{
    public static PreferencesView Of(Stored<Preferences> stored) => new(stored.Value.Language, stored.Value.Channels, stored.Revision);
}
