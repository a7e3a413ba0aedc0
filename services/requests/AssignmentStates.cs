namespace Alliance.Requests;

/// <summary>What the states of an assignment mean for its request. The words are those of the experts service. Source: domain, Assignment.</summary>
internal static class AssignmentStates
{
    /// <summary>Somebody was asked and may come.</summary>
    public static bool IsCommitted(string state) => state is "invited" or "accepted";

    /// <summary>A place of the need is taken.</summary>
    public static bool IsFilled(string state) => state is "confirmed" or "active" or "reporting" or "completed";

    /// <summary>Somebody said yes, or is further.</summary>
    public static bool SaidYes(string state) => state == "accepted" || IsFilled(state);

    /// <summary>The expert reads contact and site.</summary>
    public static bool IsConfirmed(string state) => IsFilled(state);

    /// <summary>The expert knows of it and has not left: reads the request, as a member at least.</summary>
    public static bool TakesPart(string state) => state is "interested" or "invited" or "reserve" or "endedEarly" or "replaced" || SaidYes(state);

    /// <summary>Of those, who reads the texts for participants: who was chosen, and has answered the question of a conflict of interest. Who only offers help reads as a member.</summary>
    public static bool ReadsAsParticipant(StaffedPlace place) =>
        TakesPart(place.State) && place.State != "interested" && (place.State != "invited" || place.ConflictAnswered);

    /// <summary>What the applicant sees of its staffing: not whom coordinators only think of.</summary>
    public static bool IsForApplicant(string state) => state is not ("interested" or "proposed");
}
