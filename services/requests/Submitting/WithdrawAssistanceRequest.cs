using Alliance.Requests.Drafting;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Submitting;

/// <summary>POST …/withdraw: a signatory of the applicant takes a submitted request back.</summary>
internal static class WithdrawAssistanceRequest
{
    public static async Task<IResult> Handle(
        Guid id, Withdrawal? withdrawal, IfMatch ifMatch, Caller caller, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Withdraw, caller, caller.MaySee, read => Decide(read.Value, withdrawal ?? new Withdrawal(), caller), ct,
            entry => entry.Text == DraftForm.Text(withdrawal?.Reason));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, caller));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Withdrawal withdrawal, Caller caller)
    {
        if (Transitions.Refuse(request, caller, Verb.Withdraw) is { } refusal) return refusal;
        var given = new Withdrawal(DraftForm.Text(withdrawal.Reason));
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        return new Decision<AssistanceRequest>.Moved(
            request with { Status = Transitions.Target(request, Verb.Withdraw) },
            Transitions.Entry(request, Verb.Withdraw, text: given.Reason));
    }

    private static readonly InlineValidator<Withdrawal> Rules = new() { v => v.RuleFor(w => w.Reason).Prose(FieldRules.LongestText) };
}

internal sealed record Withdrawal(string? Reason = null);
