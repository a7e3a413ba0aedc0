using Alliance.Contracts;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Certifying;

/// <summary>
/// GET /api/assignments/{id}/certificate: for who sees the assignment. GET /api/certificates/{code}: for anybody who holds the code: what was done, when and how long;
/// whose work it was only while the person is there and agrees to be published.
/// </summary>
internal static class ShowCertificate
{
    private const string Publication = "publication";

    private static readonly Refusal Unknown = new(RefusalKind.Unknown, "unknown-certificate");

    public static async Task<IResult> OfAssignment(Guid id, Caller caller, Store<Assignment> store, Store<IssuedCertificate> certificates, People people, CancellationToken ct)
    {
        if (await store.Find(id, ct) is not { } read || !caller.MaySee(read.Value)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (read.Value.Status != AssignmentStatus.Completed || await certificates.Find(id, ct) is not { } certificate) return Answers.ToHttp(Unknown);
        var name = (await people.Find([read.Value.PersonId], ct)).NameOf(read.Value.PersonId);
        return Answers.Read(certificate, CertificateView.Of(certificate.Value.Code, read.Value, name));
    }

    public static async Task<IResult> ByCode(string code, HttpContext http, Store<Assignment> store, Store<IssuedCertificate> certificates, Store<Expert> experts, People people, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (IssuedCertificate.Read(code) is not { } known || await certificates.FindByKey(IssuedCertificate.KeyOf(known), ct) is not { } certificate
            || await store.Find(certificate.Value.AssignmentId, ct) is not { } read) return Answers.ToHttp(Unknown);
        var expert = (await experts.Find(read.Value.ExpertId, ct))?.Value;
        var name = expert is { Status: not ExpertStatus.Erased } && expert.Profile.Consents.Any(c => c.Purpose == Publication)
            ? (await people.Find([expert.PersonId], ct)).NameOf(expert.PersonId)
            : null;
        return TypedResults.Ok(CertificateView.Of(known, read.Value, name));
    }
}

/// <param name="Code">As it is printed.</param>
/// <param name="Name">Of the expert; absent where it is not to be told, or there is nobody any more.</param>
/// <param name="Reference">Of the request.</param>
internal sealed record CertificateView(
    string Code, string? Name, string? Reference, IReadOnlyList<string> Topics, DayPeriod? Period, int PersonDays, string? DeliveryMode, string? Oblast, DateTimeOffset? CompletedAt)
{
    public static CertificateView Of(string code, Assignment done, string? name) => new(
        IssuedCertificate.Printed(code), name, done.Reference, done.Topics, done.Period, done.PersonDays, done.DeliveryMode, done.Oblast, done.CompletedAt);
}
