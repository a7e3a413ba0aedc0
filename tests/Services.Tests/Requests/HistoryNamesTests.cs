using System.Net;
using Alliance.Contracts;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Who did it, in a history: the id is part of the history, the name is asked from accounts when it is shown.</summary>
[Collection("requests")]
public sealed class HistoryNamesTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_entry_names_its_actor_and_whom_accounts_does_not_know_is_unnamed()
    {
        var applicant = slice.Applicant();
        slice.Issuer.People[applicant.Editor.Id] = new PersonCard(applicant.Editor.Id, "Олена Приклад", "olena@example.org", "uk", Active: true);
        var submitted = await applicant.Submitted(Ct);
        var history = (await applicant.Editor.Get($"/api/requests/{submitted.Id}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        Assert.Equal(
            [(applicant.Editor.Id, "Олена Приклад"), (applicant.Signatory.Id, null)],
            history.Select(e => (e!["actorId"]!.GetValue<Guid>(), e["actor"]?.GetValue<string>())));
    }

    [Fact]
    public async Task The_history_is_shown_without_names_while_accounts_is_away()
    {
        var applicant = slice.Applicant();
        slice.Issuer.People[applicant.Editor.Id] = new PersonCard(applicant.Editor.Id, "Олена Приклад", "olena@example.org", "uk", Active: true);
        var draft = await applicant.Draft(Ct);
        slice.Issuer.Away = true;
        try
        {
            var entry = Assert.Single((await applicant.Editor.Get($"/api/requests/{draft.Id}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());
            Assert.Equal((applicant.Editor.Id, null), (entry!["actorId"]!.GetValue<Guid>(), entry["actor"]?.GetValue<string>()));
        }
        finally
        {
            slice.Issuer.Away = false;
        }
    }
}
