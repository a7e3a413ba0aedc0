using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>One page as one person sees it.</summary>
/// <param name="Route">As the page declares it; a page without a row is a red test.</param>
/// <param name="Who">Null: nobody is signed in.</param>
/// <param name="Address">With names of documents of the <see cref="Scene"/>.</param>
/// <param name="Status">Of a page that says no by its status.</param>
public sealed record PageRow(string Route, string? Who, string Address, int Status = 200)
{
    public override string ToString() => $"{Who ?? "nobody"} at {Address}";
}

/// <summary>Every page of the portal, for each role that has it.</summary>
internal static class PageRows
{
    private const string Request = "/requests/{id:guid}", Form = "/requests/{id:guid}/form", Topic = "/requests/{id:guid}/form/{topic}/{place:int?}", Do = "/requests/{id:guid}/do/{verb}";
    private const string Assignment = "/assignments/{id:guid}", DoAssignment = "/assignments/{id:guid}/do/{verb}", Of = "/organisations/{id:guid}", Person = "/organisations/{id:guid}/people/{personOf:guid}";
    private const string Evaluations = Request + "/evaluations", Evaluation = Evaluations + "/{evaluation:guid}";

    /// <summary>What the portal was compiled with; the fallback for unknown addresses has no template.</summary>
    public static IReadOnlyList<string> Routes { get; } =
    [
        .. new RazorCompiledItemLoader().LoadItems(typeof(PortalSettings).Assembly)
            .SelectMany(item => item.Metadata.OfType<RazorCompiledItemMetadataAttribute>())
            .Where(metadata => metadata.Key == "RouteTemplate").Select(metadata => "/" + metadata.Value.TrimStart('/')).Distinct().Order(StringComparer.Ordinal)
    ];

    public static IReadOnlyList<PageRow> All { get; } =
    [
        new("/", null, "/"), new("/how-it-works", null, "/how-it-works"), new("/published", null, "/published"), new("/contact", null, "/contact"),
        new("/privacy", null, "/privacy"), new("/accessibility", null, "/accessibility"), new("/problem/{status:int}", null, "/problem/503", 503),
        new("/problem/{status:int}", null, "/no-such-page", 404), new("/published", null, "/published?topic=water-supply"), new("/published/{id:guid}", null, "/published/{public}"),
        new("/links", null, "/links?t={link}"), new("/links", null, "/links?t=unknown", 404), new("/links", null, "/links?t={participants}"), new("/statistics", null, "/statistics"), new("/statistics", null, "/statistics?from=2020-01-01&to=2020-01-31"),

        new("/", Preparing.Signatory, "/"), new("/requests", Preparing.Signatory, "/requests"), new("/inbox", Preparing.Signatory, "/inbox"),
        new(Request, Preparing.Signatory, "/requests/{draft}"), new(Request, Preparing.Signatory, "/requests/{submitted}"), new(Request, Preparing.Signatory, "/requests/{returned}"), new(Request + "/reply", Preparing.Signatory, "/requests/{returned}/reply"),
        new(Request, Preparing.Signatory, "/requests/{matching}"), new(Form, Preparing.Signatory, "/requests/{draft}/form"), new(Form, Preparing.Signatory, "/requests/{returned}/form"),
        new(Form + "/check", Preparing.Signatory, "/requests/{draft}/form/check"), new(Form + "/needs", Preparing.Signatory, "/requests/{draft}/form/needs"),
        new(Topic, Preparing.Signatory, "/requests/{draft}/form/needs/0"), new(Topic, Preparing.Signatory, "/requests/{draft}/form/subject"),
        new(Topic, Preparing.Signatory, "/requests/{returned}/form/subject"), new(Topic, Preparing.Signatory, "/requests/{draft}/form/topics"),
        new(Topic, Preparing.Signatory, "/requests/{draft}/form/situation"), new(Topic, Preparing.Signatory, "/requests/{draft}/form/assistance"),
        new(Topic, Preparing.Signatory, "/requests/{draft}/form/place"), new(Topic, Preparing.Signatory, "/requests/{draft}/form/time"),
        new(Topic, Preparing.Signatory, "/requests/{draft}/form/support"), new(Topic, Preparing.Signatory, "/requests/{draft}/form/context"),
        new(Topic, Preparing.Signatory, "/requests/{draft}/form/contact"), new(Topic, Preparing.Signatory, "/requests/{draft}/form/visibility"),
        new(Do, Preparing.Signatory, "/requests/{draft}/do/discard"), new(Do, Preparing.Signatory, "/requests/{submitted}/do/withdraw"),
        new(Assignment, Preparing.Signatory, "/assignments/{accepted}"), new(DoAssignment, Preparing.Signatory, "/assignments/{accepted}/do/confirm"),
        new(Assignment, Preparing.Signatory, "/assignments/{termed}"), new(DoAssignment, Preparing.Signatory, "/assignments/{termed}/do/agree"), new(DoAssignment, Preparing.Signatory, "/assignments/{termed}/do/terms"),
        new(Assignment, Preparing.Signatory, "/assignments/{reporting}"), new(DoAssignment, Preparing.Signatory, "/assignments/{reporting}/do/complete"),
        new(DoAssignment, Preparing.Signatory, "/assignments/{reporting}/do/return-report"), new("/problem/{status:int}", Preparing.Signatory, "/pipeline", 403),

        new(Request, Preparing.Signatory, "/requests/{delivered}"), new(Evaluations, Preparing.Signatory, "/requests/{delivered}/evaluations"),
        new(Evaluation, Preparing.Signatory, "/requests/{delivered}/evaluations/{applicant-evaluation}"), new(Evaluations, Preparing.Coordinator, "/requests/{delivered}/evaluations"),
        new(Evaluation, Preparing.Coordinator, "/requests/{delivered}/evaluations/{coordinator-evaluation}"), new(Evaluations, Preparing.Coordinator, "/requests/{matching}/evaluations"),
        new(Evaluation, Preparing.Bulgarian, "/requests/{delivered}/evaluations/{expert-evaluation}"),

        new(Request + "/messages", Preparing.Signatory, "/requests/{taken}/messages"), new(Request + "/messages", Preparing.Coordinator, "/requests/{taken}/messages"),
        new(Request + "/messages", Preparing.Signatory, "/requests/{draft}/messages"), new(Request + "/attachments", Preparing.Signatory, "/requests/{draft}/attachments"),
        new(Request + "/attachments", Preparing.Signatory, "/requests/{taken}/attachments"), new(Request + "/attachments", Preparing.Coordinator, "/requests/{taken}/attachments"),
        new(Request + "/translation/{into?}", Preparing.Signatory, "/requests/{taken}/translation/en"), new(Request + "/translation/{into?}", Preparing.Coordinator, "/requests/{taken}/translation"),

        new("/today", Preparing.Coordinator, "/today"), new("/today/substitute", Preparing.Coordinator, "/today/substitute"), new("/pipeline", Preparing.Coordinator, "/pipeline"), new("/pipeline", Preparing.Coordinator, "/pipeline?q=nothing-of-that-name"),
        new("/pipeline", Preparing.Coordinator, "/pipeline?topic=water-supply&urgency=normal&owner=me&status=inReview"), new("/statistics", Preparing.Coordinator, "/statistics?topic=water-supply"),
        new("/roster", Preparing.Coordinator, "/roster"), new("/roster/{id:guid}", Preparing.Coordinator, "/roster/{profile}"),
        new("/roster/{id:guid}/do/{verb}", Preparing.Coordinator, "/roster/{pending}/do/verify"), new("/roster/{id:guid}", Preparing.Coordinator, "/roster/{pending}"),
        new("/roster/{id:guid}/do/{verb}", Preparing.Coordinator, "/roster/{pending}/do/return"), new(Request, Preparing.Coordinator, "/requests/{submitted}"),
        new(Do, Preparing.Coordinator, "/requests/{submitted}/do/take"), new(Do, Preparing.Coordinator, "/requests/{taken}/do/reject"),
        new(Do, Preparing.Coordinator, "/requests/{matching}/do/hold"), new(Request, Preparing.Coordinator, "/requests/{matching}"),
        new("/review/{id:guid}", Preparing.Coordinator, "/review/{taken}"), new("/review/{id:guid}/return", Preparing.Coordinator, "/review/{taken}/return"),
        new("/gaps", Preparing.Coordinator, "/gaps"), new("/gaps", Preparing.Observer, "/gaps"), new(DoAssignment, Preparing.Coordinator, "/assignments/{active}/do/replace"),
        new(DoAssignment, Preparing.Coordinator, "/assignments/{accepted}/do/terms"), new(DoAssignment, Preparing.Coordinator, "/assignments/{interested}/do/propose"),
        new(Assignment, Preparing.Coordinator, "/assignments/{interested}"), new("/matching/{id:guid}", Preparing.Coordinator, "/matching/{matching}"), new(Assignment, Preparing.Coordinator, "/assignments/{accepted}"),
        new("/inbox", Preparing.Coordinator, "/inbox"),

        new("/assignments", Preparing.Bulgarian, "/assignments"), new(Assignment, Preparing.Bulgarian, "/assignments/{invited}"),
        new(DoAssignment, Preparing.Bulgarian, "/assignments/{invited}/do/accept"), new(DoAssignment, Preparing.Bulgarian, "/assignments/{invited}/do/decline"),
        new(DoAssignment, Preparing.Bulgarian, "/assignments/{invited}/do/declare-conflict"), new(DoAssignment, Preparing.Bulgarian, "/assignments/{active}/do/check"),
        new("/open-calls", Preparing.Bulgarian, "/open-calls"), new("/open-calls/{requestId:guid}/{needId:guid}", Preparing.Bulgarian, "/open-calls/{public}/{public-need}"),
        new(Assignment, Preparing.Austrian, "/assignments/{termed}"), new(DoAssignment, Preparing.Austrian, "/assignments/{termed}/do/agree"), new("/open-calls", Preparing.Austrian, "/open-calls"),
        new(Assignment, Preparing.Bulgarian, "/assignments/{active}"), new(DoAssignment, Preparing.Bulgarian, "/assignments/{active}/do/report"),
        new("/profile", Preparing.Bulgarian, "/profile"), new("/profile/{topic}", Preparing.Bulgarian, "/profile/about"), new("/profile/{topic}", Preparing.Bulgarian, "/profile/competences"),
        new("/profile/{topic}", Preparing.Bulgarian, "/profile/levels"), new("/profile/{topic}", Preparing.Bulgarian, "/profile/languages"),
        new("/assignments/calendar", Preparing.Bulgarian, "/assignments/calendar"), new("/profile/{topic}", Preparing.Bulgarian, "/profile/availability"), new("/profile/{topic}", Preparing.Bulgarian, "/profile/consents"),
        new("/roster/{id:guid}/do/{verb}", Preparing.Bulgarian, "/roster/{profile}/do/pause"), new("/inbox", Preparing.Bulgarian, "/inbox"),

        new("/organisations", Preparing.Administrator, "/organisations"), new("/organisations/new", Preparing.Administrator, "/organisations/new"),
        new(Of, Preparing.Administrator, "/organisations/{organisation}"), new(Of + "/change", Preparing.Administrator, "/organisations/{organisation}/change"),
        new(Of + "/do/{verb}", Preparing.Administrator, "/organisations/{organisation}/do/suspend"), new(Of + "/people/new", Preparing.Administrator, "/organisations/{organisation}/people/new"),
        new(Person, Preparing.Administrator, "/organisations/{organisation}/people/{person}"),
        new(Person + "/do/{verb}", Preparing.Administrator, "/organisations/{organisation}/people/{person}/do/end"),
        new(Person + "/access/{verb}", Preparing.Administrator, "/organisations/{organisation}/people/{person}/access/end"),

        new("/review/{id:guid}/consult", Preparing.Coordinator, "/review/{taken}/consult"), new("/review/{id:guid}/consult", Preparing.Coordinator, "/review/{taken}/consult?q=nobody-of-that-name"),
        new("/review/{id:guid}/merge", Preparing.Coordinator, "/review/{taken}/merge"), new("/review/{id:guid}/merge", Preparing.Coordinator, "/review/{taken}/merge?reference=REQ-1999-000001", 400),
        new("/review/{id:guid}/merge/{other:guid}", Preparing.Coordinator, "/review/{taken}/merge/{submitted}"), new("/review/{id:guid}", Preparing.Coordinator, "/review/{objected}"),
        new(Do, Preparing.Coordinator, "/requests/{objected}/do/answer-objection"), new(Do, Preparing.Coordinator, "/requests/{taken}/do/redirect"), new(Request, Preparing.Coordinator, "/requests/{consulted}"),
        new(Request, Preparing.Signatory, "/requests/{objected}"), new(Request, Preparing.Signatory, "/requests/{rejected}"), new(Do, Preparing.Signatory, "/requests/{rejected}/do/appeal"),
        new(Do, Preparing.Signatory, "/requests/{submitted}/do/copy"), new("/consultations", Preparing.Signatory, "/consultations"),
        new("/consultations", Preparing.OfOrganisation, "/consultations"), new(Request, Preparing.OfOrganisation, "/requests/{consulted}"),
        new(Do, Preparing.OfOrganisation, "/requests/{consulted}/do/answer"),
        new("/routing", Preparing.Lead, "/routing"), new(Do, Preparing.Lead, "/requests/{taken}/do/hand-over"), new("/routing/{person:guid}", Preparing.Lead, "/routing/{lead}"),

        new("/offers", Preparing.OfOrganisation, "/offers"), new("/offers/new/{requestId:guid}/{needId:guid}", Preparing.OfOrganisation, "/offers/new/{public}/{public-need}"),
        new("/offers/{id:guid}", Preparing.OfOrganisation, "/offers/{offer}"), new("/offers/{id:guid}/do/{verb}", Preparing.OfOrganisation, "/offers/{offer}/do/withdraw"),
        new("/offers/{id:guid}", Preparing.Coordinator, "/offers/{offer}"), new("/offers/{id:guid}/do/{verb}", Preparing.Coordinator, "/offers/{offer}/do/decline"),
        new(Of, Preparing.OfOrganisation, "/organisations/{abroad}"),
        new(Of + "/change", Preparing.OfOrganisation, "/organisations/{abroad}/change"), new(Person, Preparing.OfOrganisation, "/organisations/{abroad}/people/{colleague}"),

        new("/matching/{id:guid}", Preparing.Coordinator, "/matching/{study}"), new(Assignment, Preparing.Coordinator, "/assignments/{hosting}"), new(DoAssignment, Preparing.Coordinator, "/assignments/{hosted}/do/replace"),
        new("/assignments", Preparing.OfOrganisation, "/assignments"), new(Assignment, Preparing.OfOrganisation, "/assignments/{hosting}"), new(DoAssignment, Preparing.OfOrganisation, "/assignments/{hosting}/do/accept"),
        new(Assignment, Preparing.OfOrganisation, "/assignments/{hosted}"), new(DoAssignment, Preparing.OfOrganisation, "/assignments/{hosted}/do/check"), new(Assignment, Preparing.Signatory, "/assignments/{hosted}"),

        new("/", Preparing.Observer, "/"), new("/published", Preparing.Observer, "/published"), new("/inbox", Preparing.Observer, "/inbox"),

        new("/verify", null, "/verify"), new("/verify", null, "/verify?code=00000-00000-00000-00000", 404),
        new("/my-data", Preparing.Signatory, "/my-data"), new("/my-data/erase", Preparing.Signatory, "/my-data/erase"), new("/my-data", Preparing.Bulgarian, "/my-data"),
        new("/profile/calendar", Preparing.Bulgarian, "/profile/calendar"), new("/profile/{topic}", Preparing.Bulgarian, "/profile/certificates"), new("/profile/certificates/{place:int}/file", Preparing.Bulgarian, "/profile/certificates/0/file"),
        new(Assignment + "/certificate", Preparing.Bulgarian, "/assignments/{done}/certificate"),
        new("/consents", Preparing.OfOrganisation, "/consents"), new(Person + "/nominate", Preparing.OfOrganisation, "/organisations/{abroad}/people/{colleague}/nominate"),
        new("/requests/written", Preparing.Association, "/requests/written"), new("/requests/written", Preparing.Association, "/requests/written?q=nobody-of-that-name"),
        new(Request, Preparing.Association, "/requests/{written}"), new(Form, Preparing.Association, "/requests/{written}/form"), new(Form + "/check", Preparing.Association, "/requests/{written}/form/check"),
        new(Topic, Preparing.Association, "/requests/{written}/form/visibility"), new(Form + "/also-for", Preparing.Association, "/requests/{written}/form/also-for"), new(Form + "/also-for", Preparing.Signatory, "/requests/{draft}/form/also-for?q=гром"), new(Request, Preparing.Signatory, "/requests/{written}"),
        new(Of + "/associations", Preparing.OfOrganisation, "/organisations/{abroad}/associations"), new(Of + "/associations", Preparing.Administrator, "/organisations/{organisation}/associations"),
        new(Of + "/associations", Preparing.OfOrganisation, "/organisations/{abroad}/associations?q=nobody-of-that-name"),
        new("/erasures", Preparing.Administrator, "/erasures"), new(Person + "/access/{verb}", Preparing.Administrator, "/organisations/{organisation}/people/{person}/access/erase"),
    ];
}
