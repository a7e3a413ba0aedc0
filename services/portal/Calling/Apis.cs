using System.Text.Json.Nodes;
using Alliance.Contracts;
using Refit;

namespace Alliance.Portal.Calling;

internal interface IRequestsApi
{
    [Get("/api/requests")]
    Task<ApiResponse<PageOf<RequestLine>>> List(RequestFilter filter, CancellationToken ct);

    [Get("/api/requests/{id}")]
    Task<ApiResponse<JsonObject>> Read(Guid id, CancellationToken ct);

    [Post("/api/requests")]
    Task<ApiResponse<JsonObject>> Create([Body] JsonObject form, [Header("Idempotency-Key")] string key, CancellationToken ct);

    [Put("/api/requests/{id}")]
    Task<ApiResponse<JsonObject>> Save(Guid id, [Body] JsonObject form, [Header("If-Match")] string revision, CancellationToken ct);

    [Post("/api/requests/{id}/{verb}")]
    Task<ApiResponse<JsonObject>> Do(Guid id, string verb, [Body] JsonObject body, [Header("If-Match")] string revision, CancellationToken ct);

    [Post("/api/requests/{id}/copy")]
    Task<ApiResponse<JsonObject>> Copy(Guid id, [Header("Idempotency-Key")] string key, CancellationToken ct);

    [Get("/api/requests/{id}/similar")]
    Task<ApiResponse<PageOf<SimilarLine>>> Similar(Guid id, CancellationToken ct);

    [Get("/api/routing")]
    Task<ApiResponse<RoutingRules>> Routing(CancellationToken ct);

    [Put("/api/routing")]
    Task<ApiResponse<RoutingRules>> Route([Body] JsonObject rules, [Header("If-Match")] string revision, CancellationToken ct);

    [Put("/api/requests/{id}/translations/{language}")]
    Task<ApiResponse<JsonObject>> Translate(Guid id, string language, [Body] JsonObject texts, [Header("If-Match")] string revision, CancellationToken ct);

    [Get("/api/requests/{id}/messages")]
    Task<ApiResponse<MessageList>> Messages(Guid id, string? cursor, int limit, CancellationToken ct);

    [Post("/api/requests/{id}/messages")]
    Task<ApiResponse<JsonObject>> Say(Guid id, [Body] JsonObject message, [Header("Idempotency-Key")] string key, CancellationToken ct);

    [Get("/api/requests/{id}/attachments")]
    Task<ApiResponse<AttachmentList>> Attachments(Guid id, CancellationToken ct);

    [Post("/api/requests/{id}/attachments/{file}/remove")]
    Task<ApiResponse<JsonObject>> RemoveAttachment(Guid id, Guid file, [Header("If-Match")] string revision, CancellationToken ct);

    [Get("/api/requests/{id}/history")]
    Task<ApiResponse<PageOf<HistoryLine>>> History(Guid id, CancellationToken ct);

    [Get("/api/requests/{id}/evaluations")]
    Task<ApiResponse<Evaluations>> Evaluations(Guid id, CancellationToken ct);

    [Post("/api/requests/{id}/evaluations/{evaluationId}")]
    Task<ApiResponse<JsonObject>> Evaluate(Guid id, Guid evaluationId, [Body] JsonObject form, [Header("If-Match")] string revision, CancellationToken ct);

    [Post("/api/requests/{id}/evaluations/link")]
    Task<ApiResponse<NewLink>> ParticipantsLink(Guid id, CancellationToken ct);

    [Get("/api/requests/{id}/changes")]
    Task<ApiResponse<RequestChanges>> Changes(Guid id, CancellationToken ct);

    [Get("/api/requests/pipeline")]
    Task<ApiResponse<Pipeline>> Pipeline(RequestFilter filter, CancellationToken ct);

    /// <summary>Of what the caller may count.</summary>
    [Get("/api/requests/statistics")]
    Task<ApiResponse<Statistics>> Statistics(StatisticsFilter filter, CancellationToken ct);

    [Get("/api/coordinators")]
    Task<ApiResponse<PageOf<CoordinatorLine>>> Coordinators(Guid? requestId, string? cursor, CancellationToken ct);

    [Get("/api/substitutes/me")]
    Task<ApiResponse<JsonObject>> Substitute(CancellationToken ct);

    [Put("/api/substitutes/me")]
    Task<ApiResponse<JsonObject>> NameSubstitute([Body] JsonObject form, [Header("If-Match")] string revision, CancellationToken ct);

    [Get("/api/today")]
    Task<ApiResponse<PageOf<WorkItem>>> Today(CancellationToken ct);
}

internal interface IExpertsApi
{
    [Get("/api/experts")]
    Task<ApiResponse<PageOf<ExpertLine>>> List(ExpertFilter filter, CancellationToken ct);

    [Get("/api/experts/{id}")]
    Task<ApiResponse<JsonObject>> Read(Guid id, CancellationToken ct);

    [Post("/api/experts")]
    Task<ApiResponse<JsonObject>> Create([Body] JsonObject form, [Header("Idempotency-Key")] string key, CancellationToken ct);

    [Put("/api/experts/{id}")]
    Task<ApiResponse<JsonObject>> Save(Guid id, [Body] JsonObject form, [Header("If-Match")] string revision, CancellationToken ct);

    [Post("/api/experts/{id}/{verb}")]
    Task<ApiResponse<JsonObject>> Do(Guid id, string verb, [Body] JsonObject body, [Header("If-Match")] string revision, CancellationToken ct);

    [Get("/api/experts/{id}/readings")]
    Task<ApiResponse<PageOf<ReadingLine>>> Readings(Guid id, CancellationToken ct);

    [Post("/api/experts/nominate")]
    Task<ApiResponse<JsonObject>> Nominate([Body] JsonObject form, CancellationToken ct);

    [Get("/api/assignments/{id}/certificate")]
    Task<ApiResponse<JsonObject>> Certificate(Guid id, CancellationToken ct);

    [Get("/api/matches")]
    Task<ApiResponse<MatchesPage>> Matches(Guid request, Guid need, CancellationToken ct);

    [Get("/api/open-calls")]
    Task<ApiResponse<OpenCalls>> OpenCalls(CancellationToken ct);

    [Get("/api/gaps")]
    Task<ApiResponse<Gaps>> Gaps(CancellationToken ct);

    [Get("/api/assignments")]
    Task<ApiResponse<PageOf<Assignment>>> Assignments(AssignmentFilter filter, CancellationToken ct);

    [Get("/api/assignments/{id}")]
    Task<ApiResponse<JsonObject>> Assignment(Guid id, CancellationToken ct);

    [Post("/api/assignments")]
    Task<ApiResponse<JsonObject>> Propose([Body] Proposal proposal, [Header("Idempotency-Key")] string key, CancellationToken ct);

    [Get("/api/offers")]
    Task<ApiResponse<PageOf<OfferLine>>> Offers(Guid? requestId, int limit, CancellationToken ct);

    [Get("/api/offers/{id}")]
    Task<ApiResponse<JsonObject>> Offer(Guid id, CancellationToken ct);

    [Post("/api/offers")]
    Task<ApiResponse<JsonObject>> MakeOffer([Body] JsonObject offer, [Header("Idempotency-Key")] string key, CancellationToken ct);

    [Post("/api/offers/{id}/{verb}")]
    Task<ApiResponse<JsonObject>> DoOffer(Guid id, string verb, [Body] JsonObject body, [Header("If-Match")] string revision, CancellationToken ct);

    /// <summary>An expert offers to help.</summary>
    [Post("/api/assignments")]
    Task<ApiResponse<JsonObject>> OfferHelp([Body] JsonObject offer, [Header("Idempotency-Key")] string key, CancellationToken ct);

    [Put("/api/assignments/{id}/terms")]
    Task<ApiResponse<JsonObject>> SaveTerms(Guid id, [Body] JsonObject terms, [Header("If-Match")] string revision, CancellationToken ct);

    [Post("/api/assignments/{id}/{verb}")]
    Task<ApiResponse<JsonObject>> DoAssignment(Guid id, string verb, [Body] JsonObject body, [Header("If-Match")] string revision, CancellationToken ct);
}

internal interface INoticesApi
{
    [Get("/api/inbox")]
    Task<ApiResponse<PageOf<InboxLine>>> Inbox(bool? unread, string? cursor, int limit, CancellationToken ct);

    [Post("/api/inbox/{id}/read")]
    Task<ApiResponse<InboxLine>> MarkRead(Guid id, CancellationToken ct);
}

/// <summary>For the header of every page: asked once, with little patience.</summary>
internal interface IUnreadApi
{
    [Get("/api/inbox/unread")]
    Task<ApiResponse<UnreadCount>> Unread(CancellationToken ct);
}

internal interface IOrganisationsApi
{
    [Get("/api/organisations")]
    Task<ApiResponse<PageOf<OrganisationLine>>> List(OrganisationFilter filter, CancellationToken ct);

    [Get("/api/organisations/{id}")]
    Task<ApiResponse<JsonObject>> Read(Guid id, CancellationToken ct);

    [Post("/api/organisations")]
    Task<ApiResponse<JsonObject>> Create([Body] JsonObject form, [Header("Idempotency-Key")] string key, CancellationToken ct);

    [Put("/api/organisations/{id}")]
    Task<ApiResponse<JsonObject>> Save(Guid id, [Body] JsonObject form, [Header("If-Match")] string revision, CancellationToken ct);

    [Post("/api/organisations/{id}/{verb}")]
    Task<ApiResponse<JsonObject>> Do(Guid id, string verb, [Body] JsonObject body, [Header("If-Match")] string revision, CancellationToken ct);
}

/// <summary>Of the person whose page it is, and who was forgotten.</summary>
internal interface IMeApi
{
    [Get("/api/me")]
    Task<ApiResponse<JsonObject>> Read(CancellationToken ct);

    [Post("/api/me/erase")]
    Task<ApiResponse<JsonObject>> Erase([Body] JsonObject form, CancellationToken ct);

    [Get("/api/erasures")]
    Task<ApiResponse<PageOf<ErasureLine>>> Erasures(string? cursor, int limit, CancellationToken ct);
}

/// <summary>The people of an organisation, and their access.</summary>
internal interface IPeopleApi
{
    [Get("/api/organisations/{id}/people")]
    Task<ApiResponse<PageOf<PersonLine>>> List(Guid id, string? cursor, int limit, CancellationToken ct);

    [Get("/api/organisations/{id}/people/{personId}")]
    Task<ApiResponse<JsonObject>> Read(Guid id, Guid personId, CancellationToken ct);

    [Post("/api/organisations/{id}/people")]
    Task<ApiResponse<JsonObject>> Add(Guid id, [Body] JsonObject form, [Header("Idempotency-Key")] string key, CancellationToken ct);

    [Put("/api/organisations/{id}/people/{personId}")]
    Task<ApiResponse<JsonObject>> Save(Guid id, Guid personId, [Body] JsonObject form, [Header("If-Match")] string revision, CancellationToken ct);

    [Post("/api/organisations/{id}/people/{personId}/end")]
    Task<ApiResponse<JsonObject>> End(Guid id, Guid personId, [Header("If-Match")] string revision, CancellationToken ct);

    /// <summary>Of the access as a whole: <c>end restore</c>.</summary>
    [Post("/api/people/{personId}/{verb}")]
    Task<ApiResponse<JsonObject>> Access(Guid personId, string verb, [Header("If-Match")] string revision, CancellationToken ct);
}

/// <summary>What everybody may read.</summary>
internal interface IPublicApi
{
    [Get("/api/codelists/{name}")]
    Task<ApiResponse<CodeList>> CodeList(string name, string lang, CancellationToken ct);

    [Get("/api/requests")]
    Task<ApiResponse<PageOf<RequestLine>>> Published(RequestFilter filter, CancellationToken ct);

    [Get("/api/requests/targets")]
    Task<ApiResponse<PublishedTargets>> Targets(CancellationToken ct);

    [Get("/api/certificates/{code}")]
    Task<ApiResponse<JsonObject>> Certificate(string code, CancellationToken ct);

    [Get("/api/requests/statistics")]
    Task<ApiResponse<Statistics>> Statistics(StatisticsFilter filter, CancellationToken ct);

    [Get("/api/requests/{id}")]
    Task<ApiResponse<JsonObject>> Request(Guid id, CancellationToken ct);
}
