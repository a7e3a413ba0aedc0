using System.Net;
using Alliance.Accounts;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Person = Alliance.Accounts.Person;

namespace Alliance.Services.Tests.Accounts;

/// <summary>The provider: what it issues to whom, once, and for how long.</summary>
[Collection("provider")]
public sealed class IssuingTests(ProviderSlice provider)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_gets_the_roles_of_its_person_and_says_that_it_is_one()
    {
        var (person, organisation) = await provider.Somebody(Ct, Roles.AuthorityEditor);
        var (id, secret) = await provider.ClientFor(person.Id, Ct);
        var (status, body) = await provider.Token(id, secret, Ct, ("grant_type", "client_credentials"), ("scope", "alliance"));
        Assert.Equal(200, status);
        var claims = CodeFlow.Claims(body["access_token"]!.GetValue<string>());
        Assert.Equal(provider.Address.AbsoluteUri, claims["iss"]!.GetValue<string>());
        Assert.Equal("alliance", claims["aud"]!.GetValue<string>());
        Assert.Equal(person.Id.ToString(), claims["sub"]!.GetValue<string>());
        Assert.Equal($"{organisation}:authority-editor", claims["member"]!.GetValue<string>());
        Assert.Equal(id, claims["via"]!.GetValue<string>());
        Assert.Equal("uk", claims["locale"]!.GetValue<string>());
        Assert.InRange(claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>(), 1, 600);
        // Nothing personal: a token stands in the memory of many processes.
        Assert.DoesNotContain(person.Value.Email, claims.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(person.Value.Name, claims.ToJsonString(), StringComparison.Ordinal);
        Assert.False(body.ContainsKey("refresh_token"));
    }

    [Theory]
    [InlineData(MembershipStatus.Applied, true)]
    [InlineData(MembershipStatus.Active, true)]
    [InlineData(MembershipStatus.Suspended, false)]
    [InlineData(MembershipStatus.Left, false)]
    internal async Task Roles_are_worth_something_while_the_organisation_is_or_may_become_a_member(MembershipStatus organisation, bool worth)
    {
        var (person, _) = await provider.Somebody(Ct, Roles.AuthorityEditor, status: organisation);
        var (id, secret) = await provider.ClientFor(person.Id, Ct);
        var (_, body) = await provider.Token(id, secret, Ct, ("grant_type", "client_credentials"), ("scope", "alliance"));
        Assert.Equal(worth, CodeFlow.Claims(body["access_token"]!.GetValue<string>()).ContainsKey("member"));
    }

    [Theory]
    [InlineData("alliance-internal")]
    [InlineData("openid alliance-internal")]
    public async Task A_client_of_a_person_gets_no_token_of_a_service(string scope)
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Administrator);
        var (id, secret) = await provider.ClientFor(person.Id, Ct);
        var (status, body) = await provider.Token(id, secret, Ct, ("grant_type", "client_credentials"), ("scope", scope));
        Assert.Equal(400, status);
        Assert.False(body.ContainsKey("access_token"));
    }

    [Fact]
    public async Task A_service_gets_the_internal_audience_and_no_person()
    {
        var (status, body) = await provider.Token(
            "service-requests", "the-secret-of-requests-for-these-tests-alone", Ct, ("grant_type", "client_credentials"), ("scope", "alliance-internal"));
        Assert.Equal(200, status);
        var claims = CodeFlow.Claims(body["access_token"]!.GetValue<string>());
        Assert.Equal("alliance-internal", claims["aud"]!.GetValue<string>());
        Assert.Equal("service-requests", claims["sub"]!.GetValue<string>());
        Assert.False(claims.ContainsKey("member"));
        var (publicly, _) = await provider.Token(
            "service-requests", "the-secret-of-requests-for-these-tests-alone", Ct, ("grant_type", "client_credentials"), ("scope", "alliance"));
        Assert.Equal(400, publicly);
    }

    [Fact]
    public async Task A_wrong_secret_opens_nothing()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Coordinator);
        var (id, _) = await provider.ClientFor(person.Id, Ct);
        var (status, _) = await provider.Token(id, "not the secret", Ct, ("grant_type", "client_credentials"), ("scope", "alliance"));
        Assert.Equal(401, status);
    }

    [Fact]
    public async Task A_person_signs_in_and_the_gateway_gets_tokens_without_the_client_mark()
    {
        var (person, organisation) = await provider.Somebody(Ct, Roles.AuthoritySignatory);
        using var browser = provider.Browser();
        var flow = new CodeFlow(provider);
        var (status, body) = await flow.Exchange(await flow.Code(browser, person.Value.Email, Ct), Ct);
        Assert.Equal(200, status);
        var claims = CodeFlow.Claims(body["access_token"]!.GetValue<string>());
        Assert.Equal($"{organisation}:authority-signatory", claims["member"]!.GetValue<string>());
        Assert.False(claims.ContainsKey("via"));
        Assert.Equal("the-nonce", CodeFlow.Claims(body["id_token"]!.GetValue<string>())["nonce"]!.GetValue<string>());
        Assert.True(body.ContainsKey("refresh_token"));
    }

    [Fact]
    public async Task A_code_is_worth_something_once()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        using var browser = provider.Browser();
        var flow = new CodeFlow(provider);
        var code = await flow.Code(browser, person.Value.Email, Ct);
        var (first, tokens) = await flow.Exchange(code, Ct);
        var (second, replayed) = await flow.Exchange(code, Ct);
        Assert.Equal((200, 400), (first, second));
        Assert.Equal("invalid_grant", replayed["error"]!.GetValue<string>());
        // Who replays a code may be its thief, and so may who used it first: what it gave is taken back.
        var (refreshed, _) = await flow.Refresh(tokens["refresh_token"]!.GetValue<string>(), Ct);
        Assert.Equal(400, refreshed);
    }

    [Fact]
    public async Task A_code_without_its_verifier_or_for_another_address_is_worth_nothing()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        using var browser = provider.Browser();
        var flow = new CodeFlow(provider);
        var (status, _) = await flow.Exchange(await flow.Code(browser, person.Value.Email, Ct), Ct, verifier: new CodeFlow(provider).Verifier);
        Assert.Equal(400, status);
        using var other = provider.Browser();
        var again = new CodeFlow(provider);
        var (elsewhere, _) = await again.Exchange(await again.Code(other, person.Value.Email, Ct), Ct, redirect: provider.Address + "elsewhere");
        Assert.Equal(400, elsewhere);
    }

    [Fact]
    public async Task A_refresh_token_is_worth_something_once_and_its_second_use_ends_the_chain()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        using var browser = provider.Browser();
        var flow = new CodeFlow(provider);
        var (_, first) = await flow.Exchange(await flow.Code(browser, person.Value.Email, Ct), Ct);
        var (status, second) = await flow.Refresh(first["refresh_token"]!.GetValue<string>(), Ct);
        Assert.Equal(200, status);
        var (replayed, _) = await flow.Refresh(first["refresh_token"]!.GetValue<string>(), Ct);
        Assert.Equal(400, replayed);
        var (chain, _) = await flow.Refresh(second["refresh_token"]!.GetValue<string>(), Ct);
        Assert.Equal(400, chain);
    }

    [Theory]
    [InlineData("redirect_uri", "http://evil.example/sign-in/callback")]
    [InlineData("redirect_uri", "{callback}/")]
    [InlineData("redirect_uri", "{callback}?x=1")]
    [InlineData("redirect_uri", "{callback}/../../account")]
    [InlineData("client_id", "nobody")]
    public async Task A_request_of_no_known_client_or_address_is_answered_here_and_sends_nobody_anywhere(string name, string value)
    {
        using var browser = provider.Browser();
        var page = await browser.Get(new CodeFlow(provider).AuthorizeWith((name, value.Replace("{callback}", provider.Callback, StringComparison.Ordinal))), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(page.Location);
    }

    [Theory]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge", null)]
    [InlineData("response_type", "token")]
    [InlineData("scope", "openid alliance-internal")]
    public async Task Weaker_requests_are_refused_before_anybody_signs_in(string name, string? value)
    {
        using var browser = provider.Browser();
        (string, string?)[] changed = name == "code_challenge" ? [(name, value), ("code_challenge_method", null)] : [(name, value)];
        var page = await browser.Get(new CodeFlow(provider).AuthorizeWith(changed), Ct);
        Assert.DoesNotContain("/account/sign-in", page.Location ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("code=", page.Location ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_ended_gets_nothing_for_an_old_refresh_token_nor_for_a_client()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        var (id, secret) = await provider.ClientFor(person.Id, Ct);
        using var browser = provider.Browser();
        var flow = new CodeFlow(provider);
        var (_, tokens) = await flow.Exchange(await flow.Code(browser, person.Value.Email, Ct), Ct);
        var now = TimeProvider.System.GetUtcNow();
        await provider.Services.GetRequiredService<Store<Person>>().Save(
            person, (person.Value with { Active = false }).Expired(now), Guid.Empty, [new Step("end", "active", "ended")], Ct);
        Assert.Equal(400, (await flow.Refresh(tokens["refresh_token"]!.GetValue<string>(), Ct)).Status);
        Assert.NotEqual(200, (await provider.Token(id, secret, Ct, ("grant_type", "client_credentials"), ("scope", "alliance"))).Status);
        // The browser's cookie of these pages is worth nothing either.
        var page = await browser.Get(new CodeFlow(provider).AuthorizeWith(), Ct);
        Assert.StartsWith("/account/sign-in", page.Location, StringComparison.Ordinal);
    }
}
