using System.Net;
using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

/// <summary>Who may be told, as accounts announces it; and the address, which is asked for when a mail is sent.</summary>
[Collection("notifications")]
public sealed class KnowingTests(NotificationsSlice slice)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_waits_while_accounts_is_away_and_is_sent_after_its_return()
    {
        var signatory = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        slice.Issuer.Away = true;
        try
        {
            await slice.Publish(Moved.Submit(signatory), Cancel);
            // The inbox needs nobody's name.
            await slice.InboxOf(signatory, 1, Cancel);
            var waiting = await Wait.Until(async ct => (await slice.Deliveries(signatory, ct))[0]!, d => d["attempts"]!.GetValue<int>() >= 1, Cancel);
            Assert.Equal(("due", "accounts-away"), (waiting["state"]!.GetValue<string>(), waiting["lastOutcome"]!.GetValue<string>()));
        }
        finally
        {
            slice.Issuer.Away = false;
        }
        Assert.Single(await Wait.Until(ct => slice.MailsTo(signatory, ct), mails => mails.Count > 0, Cancel));
    }

    [Fact]
    public async Task A_service_that_starts_with_nothing_asks_accounts_whom_there_is_before_it_is_ready()
    {
        var (person, organisation) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        slice.Issuer.PeopleAnnounced = [new(person, 3, "stands", DateTimeOffset.UtcNow, Guid.Empty, "uk", Active: true, [new(organisation, [Roles.Coordinator])])];
        slice.Issuer.OrganisationsAnnounced = [new(organisation, 2, "stands", DateTimeOffset.UtcNow, Guid.Empty, "secretariat", "PL", null, null, "active")];
        slice.Issuer.Away = true;
        try
        {
            await using var host = slice.Host(TestState.Fresh("notifications-new"));
            using var client = host.CreateClient();
            using var before = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
            Assert.Contains("\"accounts\":\"unavailable\"", await before.Content.ReadAsStringAsync(Cancel));

            slice.Issuer.Away = false;
            await Wait.Until(async ct => await (await client.GetAsync(new Uri("/health/ready", UriKind.Relative), ct)).Content.ReadAsStringAsync(ct), body => body.Contains("\"accounts\":\"ready\""), Cancel);
            Assert.Contains(slice.Log, line => line.StartsWith($"Known: person {person} as of entry 3", StringComparison.Ordinal));
            Assert.Contains(slice.Log, line => line.StartsWith($"Known: organisation {organisation} as of entry 2", StringComparison.Ordinal));
        }
        finally
        {
            (slice.Issuer.Away, slice.Issuer.PeopleAnnounced, slice.Issuer.OrganisationsAnnounced) = (false, [], []);
        }
    }

    [Fact]
    public async Task The_substitute_of_that_moment_is_told_besides_the_owner_by_the_newest_message()
    {
        var owner = await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat);
        var (first, second) = (await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat), await slice.Add(Roles.Coordinator, Guid.CreateVersion7()));
        var signatory = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        var now = DateTimeOffset.UtcNow;
        var named = new SubstituteNamed(owner.Id, 2, "substitute", now, owner.Id, second.Id, now.AddDays(-1), now.AddDays(1));
        await Name(named);
        await Name(named with { No = 1, SubstituteId = first.Id });

        var withdrawn = Moved.Submit(signatory) with { Verb = "withdraw", From = "inReview", To = "withdrawn", OwnerId = owner.Id };
        await slice.Publish(withdrawn, Cancel);
        Assert.Equal("withdrawn", (await slice.InboxOf(second, 1, Cancel))[0]!["event"]!.GetValue<string>());
        Assert.Single(await Wait.Until(ct => slice.MailsTo(second, ct), mails => mails.Count > 0, Cancel));

        // Before the first day, and from the end of the last one on, the owner alone.
        await slice.Publish(withdrawn with { Id = Guid.CreateVersion7(), At = now.AddDays(-2) }, Cancel);
        await slice.Publish(withdrawn with { Id = Guid.CreateVersion7(), At = now.AddDays(1) }, Cancel);
        await slice.InboxOf(owner, 3, Cancel);
        Assert.Single(await slice.Inbox(second, Cancel));
        Assert.Empty(await slice.Inbox(first, Cancel));

        async Task Name(SubstituteNamed message)
        {
            await slice.Publish(message, Cancel);
            if (message.No == 2) await Wait.Until(_ => Task.FromResult(slice.Log.Any(line => line.StartsWith($"Known: substitute of person {owner.Id}", StringComparison.Ordinal))), known => known, Cancel);
        }
    }

    [Fact]
    public async Task An_older_message_about_a_person_changes_nothing()
    {
        var applicant = Guid.CreateVersion7();
        var signatory = await slice.Add(Roles.AuthoritySignatory, applicant);
        var editor = await slice.Add(Roles.AuthorityEditor, applicant);
        // Numbers rise through the whole slice: that of the editor is greater.
        var stale = new PersonChanged(editor.Id, 1, "change", DateTimeOffset.UtcNow, Guid.Empty, "en", Active: false, []);
        await slice.Publish(stale, Cancel);
        // Sent later on the same queue, and known.
        await slice.Add(Roles.Observer, Guid.CreateVersion7());

        await slice.Publish(Moved.Reject(Moved.Submit(signatory), signatory, "no-funding"), Cancel);
        await slice.InboxOf(editor, 1, Cancel);
    }

    [Fact]
    public async Task Whose_access_ended_is_told_nothing_more_and_gets_no_mail()
    {
        var applicant = Guid.CreateVersion7();
        var signatory = await slice.Add(Roles.AuthoritySignatory, applicant);
        var editor = await slice.Add(Roles.AuthorityEditor, applicant);
        await slice.Learn(editor, active: false);

        var submitted = Moved.Submit(signatory);
        await slice.Publish(Moved.Reject(submitted, await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat), "no-funding"), Cancel);
        await slice.InboxOf(signatory, 1, Cancel);
        Assert.Empty(await slice.Inbox(editor, Cancel));

        // A receipt that waited while the access was ended.
        await slice.Learn(signatory, active: false);
        await slice.Publish(submitted, Cancel);
        var delivery = await Wait.Until(async ct => (await slice.Deliveries(signatory, ct)).FirstOrDefault(d => d!["event"]!.GetValue<string>() == "receipt"), d => d?["state"]!.GetValue<string>() == "none", Cancel);
        Assert.Equal("access-ended", delivery!["lastOutcome"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_person_with_other_roles_is_told_by_these()
    {
        var (before, after) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var person = await slice.Add(Roles.AuthoritySignatory, before);
        var moved = person with { Organisation = after };
        await slice.Learn(moved);

        var coordinator = await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat);
        await slice.Publish(Moved.Reject(Moved.Submit(person), coordinator, "no-funding"), Cancel);
        await slice.Publish(Moved.Reject(Moved.Submit(moved), coordinator, "duplicate"), Cancel);
        var inbox = await slice.InboxOf(person, 1, Cancel);
        Assert.StartsWith("Request REQ-2026-000042 was rejected. Reason: there is another request for the same.\n", inbox[0]!["text"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("suspended", 0)]
    [InlineData("left", 0)]
    [InlineData("applied", 1)]
    [InlineData("active", 1)]
    public async Task The_people_of_an_organisation_that_is_suspended_or_left_are_not_told(string membership, int told)
    {
        var applicant = Guid.CreateVersion7();
        var signatory = await slice.Add(Roles.AuthoritySignatory, applicant);
        await slice.Publish(new OrganisationChanged(applicant, 7, "change", DateTimeOffset.UtcNow, Guid.Empty, "hromada", "UA", null, null, membership), Cancel);
        await slice.Publish(new OrganisationChanged(applicant, 6, "change", DateTimeOffset.UtcNow, Guid.Empty, "hromada", "UA", null, null, "active"), Cancel);
        await Wait.Until(() => slice.Log.Any(line => line.StartsWith($"Known: organisation {applicant} as of entry 7", StringComparison.Ordinal)), Cancel);

        var coordinator = await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat);
        var rejected = Moved.Reject(Moved.Submit(signatory), coordinator, "no-funding");
        await slice.Publish(rejected, Cancel);
        await Wait.Until(() => slice.Log.Any(line => line.Contains($"Told: request {rejected.Id}")), Cancel);
        Assert.Equal(told, (await slice.Inbox(signatory, Cancel)).Count);
    }
}
