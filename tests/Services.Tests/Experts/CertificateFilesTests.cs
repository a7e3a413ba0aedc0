using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Attaching;
using Alliance.Experts.Erasing;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>The papers of certificates: what is taken, who reads them, and that nothing is left of one that is gone.</summary>
[Collection("experts")]
public sealed class CertificateFilesTests(ExpertsSlice slice)
{
    private static readonly byte[] Pdf = TestFiles.Good.Single(f => f.Name.EndsWith(".pdf", StringComparison.Ordinal)).Content;
    private static readonly byte[] Png = TestFiles.Good.Single(f => f.Name.EndsWith(".PNG", StringComparison.Ordinal)).Content;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_certificate_has_one_paper_which_its_expert_and_coordinators_read_and_nobody_else()
    {
        var (expert, read) = await WithCertificates();
        var added = (await expert.Person.Attach($"/api/experts/{expert.Id}/certificates/1/file", "Диплом.pdf", Pdf, Ct, ifMatch: read.Revision)).Must(HttpStatusCode.OK);
        var file = Assert.Single(added.Body!["files"]!.AsArray())!;
        Assert.Equal(("Диплом.pdf", "pdf", Pdf.Length), ((string?)file["name"], (string?)file["type"], file["length"]!.GetValue<int>()));
        Assert.Equal([null, (string?)file["id"]], added.Body["certificates"]!.AsArray().Select(c => (string?)c!["file"]));
        var at = $"/api/experts/{expert.Id}/files/{file["id"]}";

        Assert.Equal(HttpStatusCode.OK, (await expert.Person.Get(at, Ct)).Status);
        var before = await Readings(expert);
        var coordinator = slice.Coordinator();
        Assert.Equal(HttpStatusCode.OK, (await coordinator.Get(at, Ct)).Status);
        // Recorded as of the profile itself; the expert's own reading is not.
        Assert.Equal(before + 1, await Readings(expert));
        Assert.Equal(HttpStatusCode.Forbidden, (await slice.Person(null, (expert.Employer, Roles.OrganisationAdministrator)).Get(at, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await slice.Person(null, (Guid.CreateVersion7(), Roles.AuthoritySignatory)).Get(at, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await slice.Expert(Ct)).Person.Get(at, Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.Attach($"/api/experts/{expert.Id}/certificates/1/file", "a.pdf", Pdf, Ct, ifMatch: added.Revision)).Status);
        Assert.Equal(before + 1, await Readings(expert));
    }

    [Fact]
    public async Task Only_what_a_paper_looks_like_is_taken_and_what_is_refused_leaves_nothing_behind()
    {
        var (expert, read) = await WithCertificates();
        var at = $"/api/experts/{expert.Id}/certificates/0/file";
        foreach (var bad in TestFiles.Bad.Append(new TestFile("a text", "a.txt", "Words"u8.ToArray(), "file-type")))
        {
            var refused = await expert.Person.Attach(at, bad.Name, bad.Content, Ct, ifMatch: read.Revision);
            Assert.Equal((bad.What, true), (bad.What, refused.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest));
            Assert.True(refused.Code() is "file-refused" or "invalid", $"{bad.What}: {refused.Text}");
        }
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await expert.Person.Attach(at, "big.pdf", new byte[CertificateFiles.FileBytes + 1], Ct, ifMatch: read.Revision)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await expert.Person.Attach(at, "a.pdf", Pdf, Ct, ifMatch: read.Revision - 1)).Status);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await expert.Person.Attach(at, "a.pdf", Pdf, Ct)).Status);
        foreach (var place in (int[])[7, -1])
            Assert.Equal(HttpStatusCode.BadRequest, (await expert.Person.Attach($"/api/experts/{expert.Id}/certificates/{place}/file", "a.pdf", Pdf, Ct, ifMatch: read.Revision)).Status);
        var now = (await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(read.Revision, now.Revision);
        Assert.Empty(now.Body!["files"]!.AsArray());
    }

    [Fact]
    public async Task Another_paper_takes_its_place_and_one_that_no_certificate_names_is_gone()
    {
        var (expert, read) = await WithCertificates();
        var at = $"/api/experts/{expert.Id}/certificates/0/file";
        var first = (await expert.Person.Attach(at, "a.pdf", Pdf, Ct, ifMatch: read.Revision)).Must(HttpStatusCode.OK);
        var one = first.Body!["files"]![0]!["id"]!.GetValue<Guid>();
        var second = (await expert.Person.Attach(at, "b.png", Png, Ct, ifMatch: first.Revision)).Must(HttpStatusCode.OK);
        var two = Assert.Single(second.Body!["files"]!.AsArray())!["id"]!.GetValue<Guid>();
        Assert.NotEqual(one, two);
        await IsGone(one);
        Assert.Equal(HttpStatusCode.NotFound, (await expert.Person.Get($"/api/experts/{expert.Id}/files/{one}", Ct)).Status);

        // Saved with it in another place it stays; named twice, or an id of another's, it is none.
        var kept = (await Save(expert, second.Revision, null, two)).Must(HttpStatusCode.OK);
        Assert.Equal(two, kept.Body!["files"]![0]!["id"]!.GetValue<Guid>());
        Assert.Equal(["certificates[1].file"], (await Save(expert, kept.Revision, two, two)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(["certificates[0].file"], (await Save(expert, kept.Revision, one, two)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.True(await IsThere(two));
        var without = (await Save(expert, kept.Revision, null, null)).Must(HttpStatusCode.OK);
        Assert.Empty(without.Body!["files"]!.AsArray());
        await IsGone(two);
        Assert.Equal(["attach-file", "remove-file", "attach-file", "remove-file"], (await slice.Get<Store<Expert>>().History(expert.Id, Ct)).Select(e => e.Verb).Where(v => v.EndsWith("-file", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task With_the_expert_every_paper_is_gone()
    {
        var (expert, read) = await WithCertificates();
        var added = (await expert.Person.Attach($"/api/experts/{expert.Id}/certificates/0/file", "Unmistakable.pdf", Pdf, Ct, ifMatch: read.Revision)).Must(HttpStatusCode.OK);
        var id = added.Body!["files"]![0]!["id"]!.GetValue<Guid>();
        Assert.True(await IsThere(id));
        for (var twice = 0; twice < 2; twice++) await ActivatorUtilities.CreateInstance<WhenPersonErased>(slice.Services).Handle(new PersonErased(expert.Person.Id, 4, slice.Now), Ct);
        Assert.False(await IsThere(id));
        Assert.DoesNotContain("nmistakable", (await slice.Coordinator().Get($"/api/experts/{expert.Id}", Ct)).Text, StringComparison.Ordinal);
        Assert.Null(HistoryChain.Verify(expert.Id, await slice.Get<Store<Expert>>().History(expert.Id, Ct)));
    }

    [Fact]
    public async Task What_a_crash_left_of_an_upload_is_swept_and_a_paper_that_counts_is_not()
    {
        var (expert, read) = await WithCertificates();
        var added = (await expert.Person.Attach($"/api/experts/{expert.Id}/certificates/0/file", "a.pdf", Pdf, Ct, ifMatch: read.Revision)).Must(HttpStatusCode.OK);
        var id = added.Body!["files"]![0]!["id"]!.GetValue<Guid>();
        var left = Guid.CreateVersion7();
        using (var content = new MemoryStream(Pdf)) await slice.Get<FileChunks>().Write(left, content, Ct);
        var (due, uploads) = (CertificateUpload.Due(slice.Services).OnDue!, slice.Get<Store<CertificateUpload>>());
        Assert.Null((await uploads.Find(id, Ct))!.Value.SweepAt);
        foreach (var upload in (Guid[])[left, id]) await due(new Stored<CertificateUpload>(upload, new CertificateUpload(expert.Id, slice.Now), 1, 0, HistoryChain.Start, slice.Now, Guid.Empty, slice.Now, Guid.Empty), slice.Now, Ct);
        Assert.False(await IsThere(left));
        Assert.True(await IsThere(id));
    }

    private async Task<(TestExpert Expert, Answer Read)> WithCertificates()
    {
        var expert = await slice.Expert(Ct, Profiles.Complete(Guid.CreateVersion7()).With("certificates", Certificates(null, null)));
        return (expert with { Employer = Guid.Parse((await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Body!["employer"]!["organisationId"]!.GetValue<string>()) }, await expert.Person.Get($"/api/experts/{expert.Id}", Ct));
    }

    private static JsonArray Certificates(Guid? first, Guid? second) =>
        new(new JsonObject { ["name"] = "Pumps", ["file"] = first }, new JsonObject { ["name"] = "Pipes", ["file"] = second });

    private static Task<Answer> Save(TestExpert expert, long revision, Guid? first, Guid? second) =>
        expert.Person.Put($"/api/experts/{expert.Id}", Profiles.Complete(expert.Employer).With("certificates", Certificates(first, second)), revision, Ct);

    private async Task<int> Readings(TestExpert expert) =>
        await slice.Get<Store<ProfileReading>>().Count(Roster.ReadingsOf, expert.Id.ToString(), 100, Ct);

    private async Task<bool> IsThere(Guid file)
    {
        using var content = new MemoryStream();
        return await slice.Get<FileChunks>().CopyTo(file, content, Ct);
    }

    private Task<bool> IsGone(Guid file) => Wait.Until(async _ => await IsThere(file), there => !there, Ct);
}
