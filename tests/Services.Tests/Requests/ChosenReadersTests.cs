using Alliance.Requests;
using Alliance.Requests.Reading;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>By the assignment, not by a role: who speaks for an organisation that receives people is no expert.</summary>
public sealed class ChosenReadersTests
{
    private static readonly string[] States =
        ["interested", "proposed", "invited", "accepted", "declined", "expired", "reserve", "confirmed", "active", "reporting", "completed", "cancelled", "withdrawn", "notSelected", "endedEarly", "noShow", "replaced"];

    [Theory]
    [InlineData(Roles.OrganisationAdministrator)]
    [InlineData(Roles.AuthoritySignatory)]
    [InlineData(Roles.Administrator)]
    public void Whoever_is_chosen_reads_as_an_expert_does_whatever_their_role(string role)
    {
        var host = Some.Reader(Some.Person(0xEE, (Some.Secretariat, role)));
        Assert.Equal(Some.Expert.PersonId, host.Caller.PersonId);
        foreach (var request in States.SelectMany(state => new[] { Request(state, answered: false), Request(state, answered: true) }))
        {
            var asExpert = Some.Reader(Some.Expert).SightOf(request);
            Assert.Equal((request.Staffing[0], asExpert), (request.Staffing[0], host.SightOf(request)));
            Assert.Equal(asExpert > Sight.None, host.Values().Any(v => AssistanceRequests.Readers(request).Contains(v.Value)));
        }
    }

    [Fact]
    public void A_member_of_nothing_any_more_reads_nothing_by_what_was_agreed_before()
    {
        var left = Some.Reader(Some.Person(0xEE));
        foreach (var request in States.Select(state => Request(state, answered: true)))
        {
            Assert.Equal(Sight.None, left.SightOf(request));
            Assert.DoesNotContain(left.Values(), v => AssistanceRequests.Readers(request).Contains(v.Value));
        }
    }

    private static AssistanceRequest Request(string state, bool answered) => Some.Request(RequestStatus.Approved, Some.Complete with { Visibility = "participants" }) with
    {
        Staffing = [new StaffedPlace(Some.Hromada, Some.Need, state, 3, Some.Expert.PersonId, ConflictAnswered: answered)]
    };
}
