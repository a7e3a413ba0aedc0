using Alliance.Shared.Http;

namespace Alliance.Requests.Consulting;

/// <summary>The time to answer is over: the review goes on, and who said nothing is recorded so. Source: domain, "silence = no objection, recorded as such".</summary>
internal static class EndConsultation
{
    public static Decision<AssistanceRequest>.Moved Ended(AssistanceRequest request) => new(
        request with
        {
            Status = Transitions.Target(request, Verb.EndConsultation),
            Consultations = [.. request.Consultations.Select(c => c.IsOpen ? c with { Outcome = ConsultationOutcome.Silence } : c)],
            Timers = request.Timers with { ConsultedUntil = null }
        },
        Transitions.Entry(request, Verb.EndConsultation));
}
