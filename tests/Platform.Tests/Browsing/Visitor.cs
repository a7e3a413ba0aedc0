using Alliance.Testing;
using Microsoft.Playwright;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>One person with a browser of their own: cookies, a page, what went wrong in it and what came over the wire.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    private readonly IBrowserContext context;
    private readonly List<string> faults = [];
    private double received;

    private Visitor(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        Watch(page);
    }

    public IPage Page { get; }

    /// <summary>Of the newest page: the status of its document.</summary>
    public int Status { get; private set; }

    /// <summary>Errors of the console, violations of the content policy among them, and exceptions nobody caught.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Bytes on the wire since the last call, heads included.</summary>
    public double Received() => Interlocked.Exchange(ref received, 0);

    public static async Task<Visitor> Come(Chromium chromium, Uri address, string language = "uk", bool script = true, int width = 1280)
    {
        ArgumentNullException.ThrowIfNull(chromium);
        ArgumentNullException.ThrowIfNull(address);
        var context = await (await chromium.Browser()).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.AbsoluteUri, Locale = language, JavaScriptEnabled = script, ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });
        context.SetDefaultTimeout((float)Within.TotalMilliseconds);
        var visitor = new Visitor(context, await context.NewPageAsync());
        var wire = await context.NewCDPSessionAsync(visitor.Page);
        await wire.SendAsync("Network.enable");
        wire.Event("Network.loadingFinished").OnEvent += (_, said) => visitor.Count(said!.Value.GetProperty("encodedDataLength").GetDouble());
        return visitor;
    }

    /// <summary>By e-mail and password, as everybody does; ends at the page asked for.</summary>
    public async Task SignIn(Person person, string at = "/")
    {
        ArgumentNullException.ThrowIfNull(person);
        if (!Page.Url.Contains("/account/sign-in", StringComparison.Ordinal)) await Go($"/sign-in?returnUrl={Uri.EscapeDataString(at)}");
        // A session that is there already leads straight on.
        if (!Page.Url.Contains("/account/sign-in", StringComparison.Ordinal)) return;
        await Page.FillAsync("[name=email]", person.Email);
        await Page.FillAsync("[name=password]", PeopleDirectory.Password);
        await Press("button[type=submit]");
    }

    /// <summary>Opens an address and waits until all of it is there.</summary>
    public async Task Go(string address)
    {
        await Page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
    }

    /// <summary>Presses what leads to another page and waits until that is there.</summary>
    public Task Press(string selector) => Leave(() => Page.ClickAsync(selector));

    /// <summary>Does what leads to another page and waits until that is there: a new document, complete. Needs no script in the page.</summary>
    public async Task Leave(Func<Task> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        var before = await Page.EvaluateAsync<double>("() => performance.timeOrigin");
        await act();
        await Wait.Until(
            async _ => await Page.EvaluateAsync<double>("() => document.readyState === 'complete' ? performance.timeOrigin : 0"),
            now => now != 0 && now != before, TestContext.Current.CancellationToken, Within, $"{Page.Url} leads to another page");
    }

    /// <summary>From now on each form arrives twice, its second answer is shown. A double click alone proves nothing: Chromium drops the first before it is sent.</summary>
    public Task ArriveTwice() => Page.RouteAsync("**/*", async route =>
    {
        if (route.Request.Method == "POST") await route.FetchAsync(new RouteFetchOptions { MaxRedirects = 0 });
        await route.ContinueAsync();
    });

    /// <summary>Presses the button of the page's own form.</summary>
    public Task Send() => Press(Button);

    /// <summary>What sends the page's own form: the one button in it without a name.</summary>
    public const string Button = "main form[method=post] button[type=submit]:not([name]):not(.app-link-button)";

    public Task Fill(string name, string text) => Page.FillAsync($"[name='{name}']", text);

    /// <summary>Ticks a box or takes a radio, after opening what it is folded away in.</summary>
    public async Task Choose(string name, string value)
    {
        var box = $"input[name='{name}'][value='{value}']";
        var folded = Page.Locator($"details:not([open]):has({box}) > summary");
        if (await folded.CountAsync() > 0) await folded.First.ClickAsync();
        await Page.CheckAsync(box);
    }

    public Task Select(string name, string value) => Page.SelectOptionAsync($"[name='{name}']", value);

    /// <summary>The address without the platform's own: <c>/requests/…</c>.</summary>
    public string At => new Uri(Page.Url).PathAndQuery;

    public Task<string> Text(string selector) => Page.Locator(selector).First.InnerTextAsync();

    public Task<string> Typed(string name) => Page.InputValueAsync($"[name='{name}']");

    public async Task<bool> Has(string selector) => await Page.Locator(selector).CountAsync() > 0;

    public Task<int> Count(string selector) => Page.Locator(selector).CountAsync();

    public IBrowserContext Context => context;

    public void Forgive() => faults.Clear();

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private void Count(double bytes)
    {
        double seen;
        do seen = received;
        while (Interlocked.CompareExchange(ref received, seen + bytes, seen) != seen);
    }

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            // A page that says no does so by its status; the browser notes that as an error of the document itself.
            var isDocument = message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && message.Location.StartsWith(page.Url, StringComparison.Ordinal);
            if (message.Type == "error" && !isDocument) faults.Add(message.Text);
        };
        page.PageError += (_, error) => faults.Add(error);
        page.Response += (_, answer) =>
        {
            if (answer.Request.IsNavigationRequest && answer.Frame == page.MainFrame) Status = answer.Status;
        };
    }
}
