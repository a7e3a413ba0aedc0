using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Alliance.Local.Demo;

namespace Alliance.Local;

/// <summary>For trying the API by hand: who there is in the demonstration, and a token in their name, got as any API client gets one.</summary>
internal static class PrintToken
{
    public static async Task<int> Run(CommandLine command)
    {
        if (command.Rest.Count == 0) throw new CannotStartException("Whose token? ./run.sh people lists everybody; then ./run.sh token <e-mail or part of a name>.");
        var demo = DemoFile.Read(command.State);
        var client = demo.ClientOf(string.Join(' ', command.Rest));
        Console.WriteLine(await Get(new Uri(demo.Address), client.Id, client.Secret, CancellationToken.None));
        return 0;
    }

    public static int List(CommandLine command)
    {
        var demo = DemoFile.Read(command.State);
        foreach (var person in demo.People)
        {
            var client = demo.Clients.FirstOrDefault(client => client.ActsFor == person.Email) is null ? "" : "  (token)";
            Console.WriteLine($"{person.Email,-34}  {person.Name,-22}  {string.Join(", ", person.Roles)}, {person.Organisation.Name}{client}");
        }
        Console.WriteLine($"Passwords: {DemoFile.PathIn(command.State)}");
        return 0;
    }

    /// <summary>The client credentials grant at the platform's own address.</summary>
    public static async Task<string> Get(Uri platform, string client, string secret, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(15) };
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(platform, "connect/token"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "alliance" }),
        };
        call.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:{secret}")));
        try
        {
            using var answer = await http.SendAsync(call, ct);
            var body = await answer.Content.ReadAsStringAsync(ct);
            if (answer.IsSuccessStatusCode && JsonNode.Parse(body)?["access_token"]?.GetValue<string>() is { } token) return token;
            throw new CannotStartException($"The platform at {platform} gave no token ({(int)answer.StatusCode}): was it started with ./run.sh --demo?");
        }
        catch (HttpRequestException away)
        {
            throw new CannotStartException($"The platform at {platform} does not answer: start it with ./run.sh --demo.", away);
        }
    }
}
