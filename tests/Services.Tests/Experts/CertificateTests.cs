using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts.Certifying;
using Alliance.Experts.Erasing;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>The certificate of a completed assignment, and what its code tells anybody who holds it.</summary>
[Collection("experts")]
public sealed class CertificateTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Anybody_with_the_code_sees_what_was_done_and_whose_work_it_was_only_by_consent_and_while_there_is_somebody()
    {
        var (request, expert, assignment) = await Completed("publication");
        slice.People[expert.Person.Id] = new PersonCard(expert.Person.Id, "Rositsa Dimova", "r@example.org", "bg", true);
        var certificate = await Wait.Until(stop => expert.Person.Get($"/api/assignments/{assignment}/certificate", stop), a => a.Status == HttpStatusCode.OK, Ct);
        var code = certificate.Body!["code"]!.GetValue<string>();
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$", code);
        Assert.Equal("Rositsa Dimova", certificate.Body["name"]!.GetValue<string>());

        var shown = await Check(code, HttpStatusCode.OK);
        Assert.Equal(("Rositsa Dimova", "REQ-2026-000042", 3), (Text(shown, "name"), Text(shown, "reference"), shown["personDays"]!.GetValue<int>()));
        // As it is typed from paper.
        Assert.Equal(code, Text(await Check(code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant().Replace('0', 'o'), HttpStatusCode.OK), "code"));
        foreach (var wrong in (string[])["nonsense", code[..^1], code[..^1] + (code[^1] == 'Z' ? 'Y' : 'Z'), new('0', 20), new('A', 500)]) await Check(wrong, HttpStatusCode.NotFound);

        Assert.Equal(HttpStatusCode.OK, (await request.Signatory.Get($"/api/assignments/{assignment}/certificate", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await slice.Person(null).Get($"/api/assignments/{assignment}/certificate", Ct)).Status);

        await ActivatorUtilities.CreateInstance<WhenPersonErased>(slice.Services).Handle(new PersonErased(expert.Person.Id, 9, slice.Now), Ct);
        var after = await Check(code, HttpStatusCode.OK);
        Assert.Equal((null, "REQ-2026-000042", 3), (Text(after, "name"), Text(after, "reference"), after["personDays"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Without_consent_no_name_and_before_the_end_no_certificate()
    {
        var (_, expert, assignment) = await Completed("matching");
        slice.People[expert.Person.Id] = new PersonCard(expert.Person.Id, "Nobody's Business", "n@example.org", "en", true);
        var certificate = await Wait.Until(stop => expert.Person.Get($"/api/assignments/{assignment}/certificate", stop), a => a.Status == HttpStatusCode.OK, Ct);
        Assert.Null(Text(await Check(certificate.Body!["code"]!.GetValue<string>(), HttpStatusCode.OK), "name"));

        var request = await slice.Request(Ct);
        var other = await slice.Expert(Ct);
        var confirmed = await request.Confirmed(other, Ct);
        Assert.Equal("unknown-certificate", (await other.Person.Get($"/api/assignments/{confirmed.Id}/certificate", Ct)).Must(HttpStatusCode.NotFound).Code());
    }

    [Fact]
    public void Codes_hold_a_hundred_random_bits()
    {
        var codes = Enumerable.Range(0, 10_000).Select(_ => IssuedCertificate.NewCode()).ToArray();
        Assert.Equal(codes.Length, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Equal(code, IssuedCertificate.Read(IssuedCertificate.Printed(code))));
        for (var place = 0; place < 20; place++) Assert.Equal(32, codes.Select(c => c[place]).Distinct().Count());
    }

    private async Task<(TestRequest Request, TestExpert Expert, Guid Assignment)> Completed(string consent)
    {
        var request = await slice.Request(Ct);
        var expert = await slice.Expert(Ct, Profiles.Complete(Guid.CreateVersion7()).With("consents", new JsonArray(new JsonObject { ["purpose"] = consent, ["version"] = 1 })));
        var confirmed = await request.Confirmed(expert, Ct);
        var at = $"/api/assignments/{confirmed.Id}";
        var started = (await expert.Person.Post($"{at}/start", null, Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
        var reported = (await expert.Person.Post($"{at}/report", new JsonObject { ["text"] = "Done." }, Ct, started.Revision)).Must(HttpStatusCode.OK);
        (await request.Signatory.Post($"{at}/complete", null, Ct, reported.Revision)).Must(HttpStatusCode.OK);
        return (request, expert, confirmed.Id);
    }

    private async Task<JsonNode> Check(string code, HttpStatusCode expected)
    {
        using var nobody = slice.Nobody();
        using var answer = await nobody.GetAsync(new Uri($"/api/certificates/{Uri.EscapeDataString(code)}", UriKind.Relative), Ct);
        Assert.Equal(expected, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
    }

    private static string? Text(JsonNode node, string field) => node[field]?.GetValue<string>();
}
