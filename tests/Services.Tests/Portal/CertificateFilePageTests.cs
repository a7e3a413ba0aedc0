using System.Net;
using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>The paper of a certificate, on its page: added, read, taken off; and that the form of the certificates keeps it.</summary>
[Collection("portal")]
public sealed class CertificateFilePageTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_added_to_a_certificate_and_what_is_none_is_said_on_the_page()
    {
        var (id, file, person) = (Guid.CreateVersion7(), Guid.CreateVersion7(), slice.Requests.Person(null, (Guid.CreateVersion7(), Roles.Expert)));
        string Profile(string certificate, string files) => $$"""{ "id": "{{id}}", "personId": "{{person.Id}}", "revision": 3, "status": "active", "actions": [], "certificates": [{{certificate}}], "files": [{{files}}] }""";
        string[] paths = ["/api/experts", $"/api/experts/{id}", $"/api/experts/{id}/certificates/0/file"];
        slice.Answers[paths[0]] = $$"""{ "items": [{ "id": "{{id}}", "personId": "{{person.Id}}", "status": "active", "revision": 3, "updatedAt": "2026-11-26T00:00:00Z" }] }""";
        slice.Answers[paths[1]] = Profile("""{ "name": "Pumps" }""", "");
        slice.Answers[paths[2]] = "{}";
        try
        {
            var browser = slice.Browser(person);
            Assert.NotNull((await browser.Get("/profile/certificates", Ct)).Must(HttpStatusCode.OK).Document.QuerySelector("a[href='/profile/certificates/0/file']"));
            var page = (await browser.Get("/profile/certificates/0/file", Ct)).Must(HttpStatusCode.OK);
            Assert.Contains("No file has been added", page.Text, StringComparison.Ordinal);
            var refused = await browser.Upload(page, "setup.exe", "MZ"u8.ToArray(), Ct);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("pdf, png, jpg, jpeg", refused.Text, StringComparison.Ordinal);
            var added = (await browser.Upload(page, "a.pdf", TestFiles.Good[0].Content, Ct)).Must(HttpStatusCode.OK);
            Assert.Contains("The file is checked and added", added.Text, StringComparison.Ordinal);

            slice.Answers[paths[1]] = Profile($$"""{ "name": "Pumps", "file": "{{file}}" }""", $$"""{ "id": "{{file}}", "name": "Диплом.pdf", "type": "pdf", "length": 5, "at": "2026-11-26T00:00:00Z" }""");
            page = (await browser.Get("/profile/certificates/0/file", Ct)).Must(HttpStatusCode.OK);
            Assert.Equal("Диплом.pdf", page.Document.QuerySelector($"main a[href='/roster/{id}?handler=file&file={file}']")!.TextContent.Trim());
            Assert.Contains("Диплом.pdf", (await browser.Get("/profile", Ct)).Text, StringComparison.Ordinal);
            var removed = (await browser.Submit(page, "main form[action$='handler=remove']", null, Ct)).Must(HttpStatusCode.OK);
            Assert.Contains("The file is removed", removed.Text, StringComparison.Ordinal);
            (await browser.Get("/profile/certificates/1/file", Ct)).Must(HttpStatusCode.NotFound);
        }
        finally
        {
            foreach (var path in paths) slice.Answers.Remove(path);
        }
    }

    [Fact]
    public void The_form_of_the_certificates_keeps_the_file_of_each()
    {
        var file = Guid.CreateVersion7();
        var form = new FormCollection(new Dictionary<string, StringValues>
        {
            ["certificates[0].name"] = "Pipes", ["certificates[1].name"] = "Pumps", ["certificates[1].file"] = file.ToString(), ["certificates[2].name"] = "", ["certificates[2].file"] = "none"
        });
        var doc = new Doc(new JsonObject());
        ReadPosted.Into(doc, ExpertForm.Topics.Single(t => t.Code == "certificates"), form, new ModelStateDictionary(), "number", "day");
        Assert.Equal([null, file.ToString()], Answers.Rows(doc, "certificates").Select(c => c.Text("file")));
    }
}
