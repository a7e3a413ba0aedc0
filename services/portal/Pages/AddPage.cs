using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;
using System.Text.Json.Nodes;
using Refit;

namespace Alliance.Portal.Pages;

/// <summary>A form on one page that adds something. Its key is made with the page: the same button pressed twice adds one.</summary>
internal abstract class AddPage : PortalPage
{
    /// <summary>What is being written.</summary>
    public Doc Body { get; } = new([]);

    public FormTopic Topic { get; private set; } = new("");

    public string Key { get; private set; } = Guid.CreateVersion7().ToString();

    /// <summary>The form's texts begin with it.</summary>
    public abstract string Scope { get; }

    public abstract string BackTo { get; }

    /// <summary>Who can be chosen, where the form asks for one.</summary>
    public virtual IReadOnlyList<Option> People => [];

    /// <summary>Null in place of the form: it is not for this person.</summary>
    protected abstract Task<(FormTopic? Topic, IActionResult? Instead)> Load();

    protected abstract Task<ApiResponse<JsonObject>> Add(string key);

    protected abstract IActionResult Done(Doc added);

    public async Task<IActionResult> OnGetAsync() => await Prepare() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await Prepare() is { } instead) return instead;
        Key = KeyOr(Request.Form["_key"].ToString(), Key);
        ReadPosted.Into(Body, Topic, Request.Form, ModelState, Service<Text>()["fault.number"], Service<Text>()["fault.day"]);
        var added = await Add(Key);
        return await Explain(added) ?? Done(new Doc(added.Content!));
    }

    private async Task<IActionResult?> Prepare()
    {
        var (topic, instead) = await Load();
        if (topic is not null)
        {
            Topic = topic;
            NamePage($"{Scope}.{topic.Code}.title", Scope, topic.Fields);
        }
        return instead;
    }
}
