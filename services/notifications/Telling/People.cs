using System.Text.Json;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;

namespace Alliance.Notifications.Telling;

/// <summary>Where people are known from until the accounts service exists.</summary>
internal sealed class PeopleSettings : ICheckedSettings
{
    /// <summary>JSON: <c>{ "people": [{ "id", "name", "email", "language", "memberships": [{ "organisationId", "role" }] }] }</c>.</summary>
    public string File { get; init; } = "";

    public IEnumerable<string> Faults()
    {
        if (File.Length == 0) yield return "People:File is missing; start the platform with ./run.sh, which writes the development people";
        else if (!System.IO.File.Exists(File)) yield return "People:File names a file that is not there; start the platform with ./run.sh, which writes the development people";
    }
}

/// <summary>
/// The development directory, read again when the file changes. Names and addresses are asked for at the moment of showing or sending and
/// kept nowhere else.
/// </summary>
internal sealed partial class People(PeopleSettings settings, ILogger<People> log)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Lock reading = new();
    private (DateTime WrittenAt, long Length) version;
    private KnownPeople? known;

    public Person? Find(Guid id) => Now().Find(id);

    public KnownPeople Now()
    {
        var file = new FileInfo(settings.File);
        lock (reading)
        {
            if (known is not null && (!file.Exists || version == (file.LastWriteTimeUtc, file.Length))) return known;
            try
            {
                known = Read(file);
                version = (file.LastWriteTimeUtc, file.Length);
            }
            catch (Exception half) when (known is not null && half is JsonException or IOException or ArgumentException)
            {
                // Somebody is writing it: the people known so far stay, and the next call reads again.
                Unreadable(half.GetType().Name);
            }
            return known!;
        }
    }

    private static KnownPeople Read(FileInfo file)
    {
        using var stream = file.OpenRead();
        var listed = JsonSerializer.Deserialize<Listing>(stream, Json)?.People ?? [];
        return new KnownPeople(listed.Select(p => new Person(p.Id, p.Name, p.Email, p.Language, p.Memberships ?? [])));
    }

    private sealed record Listing(IReadOnlyList<Entry>? People);

    private sealed record Entry(Guid Id, string Name, string Email, string? Language, IReadOnlyList<Membership>? Memberships);

    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "People:File could not be read again ({Fault}); the people known so far stay")]
    private partial void Unreadable(string fault);
}
