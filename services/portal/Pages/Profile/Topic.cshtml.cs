using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Profile;

/// <summary>One topic of the own profile.</summary>
internal sealed class TopicModel(IExpertsApi experts) : TopicPage
{
    private Guid? id;

    [FromRoute(Name = "topic")]
    public string Code { get; set; } = "";

    public override string Scope => "expert";

    public override string BackTo => "/profile";

    protected override FormTopic? Find(Doc document) => Code == "levels" ? ExpertForm.Levels(document) : ExpertForm.Topics.FirstOrDefault(t => t.Code == Code);

    protected override bool MayWrite(Doc document) => document.Guid("personId") == PersonId && document.Status != "suspended";

    protected override async Task<ApiResponse<JsonObject>> Read()
    {
        id ??= (await experts.List(new ExpertFilter { Mine = "true" }, Ct)).Content?.Items is [var line, ..] ? line.Id : Guid.Empty;
        return await experts.Read(id.Value, Ct);
    }

    protected override Task<ApiResponse<JsonObject>> Save(JsonObject body, string tag) => experts.Save(id!.Value, body, tag, Ct);

    protected override JsonObject BodyOf(Doc document)
    {
        // Who is an official is one of the organisation they are an expert of; it consents.
        if (document.Text("employer.publicOfficial") == "true" && document.Text("employer.organisationId") is null
            && Caller!.Memberships.FirstOrDefault(m => m.Role == Roles.Expert) is { } expertOf)
            document.Put("employer.organisationId", expertOf.OrganisationId.ToString());
        return ExpertForm.BodyOf(document);
    }

    /// <summary>How well, once it is said what.</summary>
    protected override string NextOf(Doc document) => Code == "competences" && document.Array("competences").Count > 0 ? "/profile/levels" : BackTo;
}
