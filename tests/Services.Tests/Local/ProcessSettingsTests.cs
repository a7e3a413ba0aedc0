using Alliance.Local;
using Xunit;

namespace Alliance.Services.Tests.Local;

public sealed class ProcessSettingsTests
{
    private static readonly SharedSettings Shared = new("/s", "/s/data", "/s/public.pem", "/s/people.json", new Uri("amqp://u:p@127.0.0.1:5000/"), MongoUrl: null, "alliance");
    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> NoExtra = [];

    private static readonly ProcessPlace Requests = new(ProcessTable.All.Single(spec => spec.Name == "requests"), 1, 20001);
    private static readonly ProcessPlace Second = Requests with { Copy = 2, Port = 20002 };
    private static readonly ProcessPlace Notifications = new(ProcessTable.All.Single(spec => spec.Name == "notifications"), 1, 20003);
    private static readonly ProcessPlace Gateway = new(ProcessTable.All.Single(spec => spec.Name == "gateway"), 1, 20004);
    private static readonly ProcessPlace[] All = [Requests, Second, Notifications, Gateway];

    [Fact]
    public void The_gateway_learns_every_copy_of_every_service()
    {
        var addresses = ProcessSettings.For(Gateway, All, Shared, NoExtra).Where(pair => pair.Key.StartsWith("ReverseProxy__", StringComparison.Ordinal)).ToDictionary();
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["ReverseProxy__Clusters__requests__Destinations__a__Address"] = "http://127.0.0.1:20001/",
                ["ReverseProxy__Clusters__requests__Destinations__b__Address"] = "http://127.0.0.1:20002/",
                ["ReverseProxy__Clusters__notifications__Destinations__a__Address"] = "http://127.0.0.1:20003/",
            },
            addresses);
    }

    [Fact]
    public void A_service_listens_on_loopback_alone_and_knows_store_broker_key_and_people()
    {
        var settings = ProcessSettings.For(Requests, All, Shared, NoExtra);
        Assert.Equal("http://127.0.0.1:20001", settings["ASPNETCORE_URLS"]);
        Assert.Equal("/s/data", settings["Storage__Directory"]);
        Assert.Equal("amqp://u:p@127.0.0.1:5000/", settings["Messaging__Url"]);
        Assert.Equal("/s/public.pem", settings["Identity__DevelopmentKeyFile"]);
        Assert.Equal("/s/people.json", settings["People__File"]);
        Assert.Null(settings["Storage__MongoUrl"]);
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
