using System.Collections.Concurrent;
using Alliance.Testing;

namespace Alliance.Reliability;

/// <summary>One person in front of the platform.</summary>
internal sealed record Actor(Person Person, PlatformClient Client);

/// <summary>An expert with a verified profile.</summary>
internal sealed record ExpertActor(Person Person, PlatformClient Client, Guid Profile);

/// <summary>An expert on the need of one request, and the answer that expert is going to give.</summary>
internal sealed class Engaged(Guid id, long revision, ExpertActor expert)
{
    public Guid Id { get; } = id;

    public string Path { get; } = $"/api/assignments/{id}";

    public long Revision { get; set; } = revision;

    public ExpertActor Expert { get; } = expert;

    /// <summary>The verbs of its history when the request is closed.</summary>
    public IReadOnlyList<string> Life { get; set; } = [];
}

/// <summary>A request whose steps the platform acknowledged; each acknowledged step is a promise that is counted at the end.</summary>
internal sealed class Promise(Guid id, long revision)
{
    /// <summary>Of the history of a request that was closed.</summary>
    public static readonly IReadOnlyList<string> WholeLife = ["draft", "submit", "take", "approve", "open", "staffed", "progress", "deliver", "close"];

    public Guid Id { get; } = id;

    public string Path { get; } = $"/api/requests/{id}";

    public long Revision { get; set; } = revision;

    /// <summary>Verbs that were acknowledged, in order; <c>draft</c> is the first.</summary>
    public List<string> Steps { get; } = ["draft"];

    public IReadOnlyList<Engaged> Experts { get; set; } = [];

    /// <summary>Who must be told what, following from these steps.</summary>
    public ConcurrentBag<Telling> Tellings { get; } = [];

    public bool Has(string verb) => Steps.Contains(verb);

    public void Tell(Person person, string eventName, bool mail = false) => Tellings.Add(new Telling(person, "request", Id, eventName, mail));

    public void Tell(Person person, Engaged about, string eventName, bool mail = false) => Tellings.Add(new Telling(person, "assignment", about.Id, eventName, mail));
}

/// <summary>One entry of one person's inbox. Source: domain, Who is told.</summary>
/// <param name="Kind">Of the subject, <c>request assignment</c>.</param>
/// <param name="Mail">Also an e-mail.</param>
internal sealed record Telling(Person Person, string Kind, Guid Subject, string Event, bool Mail);
