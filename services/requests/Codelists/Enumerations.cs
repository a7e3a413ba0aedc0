using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using Alliance.Contracts;

namespace Alliance.Requests.Codelists;

/// <summary>The enumerations of requests, experts and assignments by the name they are asked for; labels in <c>Labels.resx</c> under <c>{name}.{code}</c>.</summary>
internal static class Enumerations
{
    public static readonly FrozenDictionary<string, IReadOnlyList<string>> ByName = new Dictionary<string, IReadOnlyList<string>>
    {
        ["assistance-type"] = RequestCodes.AssistanceType,
        ["delivery-mode"] = RequestCodes.DeliveryMode,
        ["urgency"] = RequestCodes.Urgency,
        ["security-zone"] = RequestCodes.SecurityZone,
        ["need-kind"] = RequestCodes.NeedKind,
        ["visibility"] = RequestCodes.Visibility,
        ["status"] = RequestCodes.Status,
        ["reject-reason"] = RequestCodes.RejectReason,
        ["hold-reason"] = RequestCodes.HoldReason,
        ["submitted-via"] = RequestCodes.SubmittedVia,
        ["language-level"] = RequestCodes.LanguageLevel,
        ["criteria"] = RequestCodes.Criteria,
        ["co-financing"] = RequestCodes.CoFinancing,
        ["evaluation-question"] = RequestCodes.EvaluationQuestion,
        ["evaluation-respondent"] = RequestCodes.EvaluationRespondent,
        ["use-results"] = RequestCodes.UseResults,
        ["result-type"] = RequestCodes.ResultType,
        ["expert-status"] = ExpertCodes.ExpertStatus,
        ["assignment-status"] = ExpertCodes.AssignmentStatus,
        ["travel"] = ExpertCodes.Travel,
        ["decline-reason"] = ExpertCodes.DeclineReason,
        ["consent-purpose"] = ExpertCodes.ConsentPurpose,
        ["checklist-item"] = ExpertCodes.ChecklistItem,
        ["checklist-owner"] = ExpertCodes.ChecklistOwner,
        ["offer-status"] = ExpertCodes.OfferStatus,
        ["offer-decline-reason"] = ExpertCodes.OfferDeclineReason
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly ResourceManager Labels = new("Alliance.Requests.Codelists.Labels", typeof(Enumerations).Assembly);

    public static IEnumerable<CodeListItem> Items(string name, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return ByName[name].Select(code => new CodeListItem(code, Labels.GetString($"{name}.{code}", culture) ?? code));
    }
}
