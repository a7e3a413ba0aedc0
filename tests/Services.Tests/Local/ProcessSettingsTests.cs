using Alliance.Local;
using Xunit;

namespace Alliance.Services.Tests.Local;

public sealed class ProcessSettingsTests
{
    private static readonly SharedSettings Shared = new(
        "/s", "/s/data", "/s/accounts", new Secrets("g-secret", new Dictionary<string, string> { ["requests"] = "r-secret", ["notifications"] = "n-secret", ["gateway"] = "s-secret" }), new Uri("amqp://u:p@127.0.0.1:5000/"), MongoUrl: null, "alliance");
    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> NoExtra = [];

    private static readonly ProcessPlace Requests = new(ProcessTable.All.Single(spec => spec.Name == "requests"), 1, 20001);
    private static readonly ProcessPlace Second = Requests with { Copy = 2, Port = 20002 };
    private static readonly ProcessPlace Notifications = new(ProcessTable.All.Single(spec => spec.Name == "notifications"), 1, 20003);
    private static readonly ProcessPlace Gateway = new(ProcessTable.All.Single(spec => spec.Name == "gateway"), 1, 20004);
    private static readonly ProcessPlace Accounts = new(ProcessTable.All.Single(spec => spec.Name == "accounts"), 1, 20000);
    private static readonly ProcessPlace[] All = [Accounts, Requests, Second, Notifications, Gateway];

    [Fact]
    public void The_gateway_learns_every_copy_of_every_service()
    {
        var addresses = ProcessSettings.For(Gateway, All, Shared, NoExtra).Where(pair => pair.Key.StartsWith("ReverseProxy__", StringComparison.Ordinal)).ToDictionary();
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["ReverseProxy__Clusters__accounts__Destinations__a__Address"] = "http://127.0.0.1:20000/",
                ["ReverseProxy__Clusters__requests__Destinations__a__Address"] = "http://127.0.0.1:20001/",
                ["ReverseProxy__Clusters__requests__Destinations__b__Address"] = "http://127.0.0.1:20002/",
                ["ReverseProxy__Clusters__notifications__Destinations__a__Address"] = "http://127.0.0.1:20003/",
            },
            addresses);
    }

    [Fact]
    public void A_service_listens_on_loopback_alone_and_knows_store_broker_and_accounts()
    {
        var settings = ProcessSettings.For(Requests, All, Shared, NoExtra);
        Assert.Equal("http://127.0.0.1:20001", settings["ASPNETCORE_URLS"]);
        Assert.Equal("/s/data", settings["Storage__Directory"]);
        Assert.Equal("amqp://u:p@127.0.0.1:5000/", settings["Messaging__Url"]);
        Assert.Equal("http://localhost:20004/", settings["Identity__Issuer"]);
        Assert.Equal("http://127.0.0.1:20000/.well-known/openid-configuration", settings["Identity__Metadata"]);
        Assert.Equal(("http://127.0.0.1:20000/", "service-requests", "r-secret"), (settings["Accounts__Address"], settings["Accounts__ClientId"], settings["Accounts__ClientSecret"]));
        Assert.Null(settings["Storage__MongoUrl"]);
    }

    [Fact]
    public void Each_process_gets_its_own_secret_and_accounts_all_of_them()
    {
        var accounts = ProcessSettings.For(Accounts, All, Shared, NoExtra);
        Assert.Equal(("http://localhost:20004/", "/s/accounts"), (accounts["Accounts__Issuer"], accounts["Accounts__Directory"]));
        Assert.Equal(("g-secret", "r-secret", "n-secret"),
            (accounts["Accounts__GatewaySecret"], accounts["Accounts__ServiceSecrets__requests"], accounts["Accounts__ServiceSecrets__notifications"]));
        var gateway = ProcessSettings.For(Gateway, All, Shared, NoExtra);
        Assert.Equal(("http://localhost:20004/", "http://127.0.0.1:20000/", "g-secret"), (gateway["Session__Issuer"], gateway["Session__Accounts"], gateway["Session__ClientSecret"]));
        Assert.Equal(("http://127.0.0.1:20000/", "service-gateway", "s-secret"), (gateway["Accounts__Address"], gateway["Accounts__ClientId"], gateway["Accounts__ClientSecret"]));
        Assert.DoesNotContain(gateway.Values, value => value is "r-secret" or "n-secret");
        Assert.DoesNotContain(ProcessSettings.For(Requests, All, Shared, NoExtra).Values, value => value is "g-secret" or "n-secret");
    }

    [Fact]
    public void A_setting_of_the_table_may_name_the_state_folder() =>
        Assert.Equal("/s/mail", ProcessSettings.For(Notifications, All, Shared, NoExtra)["Mail__Pickup"]);

    [Fact]
    public void What_one_copy_is_told_wins_over_what_all_copies_are_told()
    {
        var extra = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["*"] = new Dictionary<string, string> { ["A"] = "all", ["B"] = "all", ["C"] = "all" },
            ["requests"] = new Dictionary<string, string> { ["B"] = "kind", ["C"] = "kind" },
            ["requests-2"] = new Dictionary<string, string> { ["C"] = "copy" },
        };
        var settings = ProcessSettings.For(Second, All, Shared, extra);
        Assert.Equal(("all", "kind", "copy"), (settings["A"], settings["B"], settings["C"]));
    }

    [Fact]
    public void Fail_points_armed_for_the_runner_do_not_reach_the_services()
    {
        var settings = ProcessSettings.For(Requests, All, Shared, NoExtra);
        Assert.True(settings.ContainsKey("FAIL_POINTS"));
        Assert.Null(settings["FAIL_POINTS"]);
    }
}
