using System.Text.Json.Nodes;
using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Wording;
using Refit;

namespace Alliance.Portal.Pages.Assignments;

internal sealed class DoModel(IExpertsApi experts, IOrganisationsApi organisations, Names names, Text text) : VerbPage
{
    private IReadOnlyList<Option> people = [];

    public override string Scope => "assignment";

    public override string? Variant => Document.Guid("receivingOrganisation") is null ? null : ShowModel.Receiving;

    public override string BackTo => $"/assignments/{Id}";

    public override IReadOnlyList<Option> People => people;

    /// <summary>The expert to the own items, the authority to its own, a coordinator to any; the service decides.</summary>
    public override Func<Doc, bool> SeesTo => item => item.Text("owner") switch
    {
        null => true,
        "expert" => !IsTeam,
        "applicant" => Document.Guid("personId") != PersonId,
        _ => Document.Guid("personId") != PersonId && !IsTeam
    };

    protected override IReadOnlyList<VerbForm> Forms => VerbForm.OfAssignment;

    private bool IsTeam => Document.Guid("organisationId") is { } applicant && Caller!.BelongsTo(applicant);

    protected override Task<ApiResponse<JsonObject>> Read() => experts.Assignment(Id, Ct);

    /// <summary>Who has answered the question of a conflict of interest is not asked again.</summary>
    protected override VerbForm FormOf(VerbForm form) => Verb == "accept" && Document.At("conflictOfInterest") is not null ? form with { Fields = [] } : form;

    protected override async Task Prepare()
    {
        if (Verb == "terms" && HttpMethods.IsGet(Request.Method))
        {
            Body.Put("terms", Document.Text("terms.text"));
            Body.Put("period", Document.At("period")?.DeepClone());
            Body.Put("personDays", Document.At("personDays")?.DeepClone());
        }
        if (Verb == "replace") people = await Successors();
    }

    protected override Task<ApiResponse<JsonObject>> Do(JsonObject body, string tag) => Verb switch
    {
        "terms" => experts.SaveTerms(Id, Renamed(body, "terms"), tag, Ct),
        "declare-conflict" => experts.DoAssignment(Id, Verb, Renamed(body, "conflict"), tag, Ct),
        _ => experts.DoAssignment(Id, Verb, body, tag, Ct)
    };

    /// <summary>Fields whose question has words of its own are <c>text</c> to the service.</summary>
    private static JsonObject Renamed(JsonObject body, string field)
    {
        var renamed = body.DeepClone().AsObject();
        renamed["text"] = renamed[field]?.DeepClone();
        renamed.Remove(field);
        return renamed;
    }

    private async Task<IReadOnlyList<Option>> Successors()
    {
        if (Document.Guid("requestId") is not { } request || Document.Guid("needId") is not { } need) return [];
        var matches = (await experts.Matches(request, need, Ct)).Content?.Items?.Where(m => m.PersonId is not null && m.ExpertId != Document.Guid("expertId")).ToArray() ?? [];
        var people = await names.People([.. matches.Where(m => m.Organisation is null).Select(m => m.PersonId!.Value)], Ct);
        var hosts = await names.Organisations(organisations, matches.Where(m => m.Organisation is not null).Select(m => m.ExpertId), Ct);
        return [.. matches.Select(m => new Option($"{m.ExpertId}", $"{text.Said(Called(m))} – {text["matching.points", text.Number(m.Score)]}"))];

        string Called(Match match) => match.Organisation is null
            ? people.GetValueOrDefault(match.PersonId!.Value, text["expert.ranked", match.Rank])
            : hosts.GetValueOrDefault(match.ExpertId, text["organisation.ranked", match.Rank]);
    }
}
