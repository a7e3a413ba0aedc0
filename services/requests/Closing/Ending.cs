namespace Alliance.Requests.Closing;

/// <summary>What every end has in common: nothing is due any more, and nothing stands still.</summary>
internal static class Ending
{
    public static AssistanceRequest EndedBy(this AssistanceRequest request, string verb) =>
        request with { Status = Transitions.Target(request, verb), Timers = RequestTimers.None, Held = null };
}
