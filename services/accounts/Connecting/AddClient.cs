using System.Security.Cryptography;
using Alliance.Accounts.Issuing;
using Alliance.Accounts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using OpenIddict.Abstractions;

namespace Alliance.Accounts.Connecting;

/// <summary>POST /api/clients: an administrator lets a program act for a person. Its secret is shown once and kept hashed, with the provider.</summary>
internal static class AddClient
{
    /// <summary>256 bits.</summary>
    private const int SecretBytes = 32;

    public static async Task<IResult> Handle(
        NewClient? form, IdempotencyKey key, Reader reader, Store<ApiClient> clients, Store<Person> people, IOpenIddictApplicationManager applications,
        TimeProvider clock, CancellationToken ct)
    {
        if (ClientRules.RefuseToManage(reader.Caller) is { } refusal) return Answers.ToHttp(refusal);
        if (key.Fault() is { } fault) return Answers.ToHttp(fault);
        if (form is null) return Answers.ToHttp(Given.NoBody);
        var kept = ClientRules.Kept(form);
        if (ClientRules.Check(kept) is { } faulty) return Answers.ToHttp(faulty);
        if (await CheckNamed(kept, people, ct) is { } nobody) return Answers.ToHttp(nobody);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var outcome = await Create(
            kept, secret, Guid.CreateVersion7(clock.GetUtcNow()), reader.Caller.PersonId, CreationKey.Of(reader.Caller.PersonId, key.Value, kept), clients, applications, ct);
        return Answers.ToHttp(outcome, d => ClientView.Of(d) with { Secret = secret }, d => $"/api/clients/{d.Id}");
    }

    /// <summary>It acts for somebody who has access.</summary>
    public static async Task<Refusal?> CheckNamed(NewClient kept, Store<Person> people, CancellationToken ct) => await people.Find(kept.ActsFor!.Value, ct) is { Value.Active: true }
        ? null
        : new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("actsFor", "unknown-person"));

    /// <summary>The document first: it holds the id against others. A crash before the provider knows it leaves a program that cannot do anything.</summary>
    public static async Task<Outcome<ApiClient>> Create(
        NewClient form, string secret, Guid id, Guid actorId, CreationKey? key, Store<ApiClient> clients, IOpenIddictApplicationManager applications, CancellationToken ct)
    {
        var client = new ApiClient { ClientId = form.ClientId!, Name = form.Name!, ActsFor = form.ActsFor!.Value, CreatedWith = key };
        var saved = await clients.Create(id, client, actorId, [new Step("add", From: null, "active")], ct);
        var outcome = saved is SaveResult<ApiClient>.Taken taken ? await Taken(taken.Key, key, clients, ct) : Verbs.From(saved, created: true);
        if (outcome is Outcome<ApiClient>.Created) await Register(applications, PrepareProvider.ApiClient(client.ClientId, secret), ct);
        return outcome;
    }

    /// <summary>The same call again gets a new secret: the first one was lost with its answer.</summary>
    private static async Task<Outcome<ApiClient>> Taken(string uniqueKey, CreationKey? key, Store<ApiClient> clients, CancellationToken ct)
    {
        var first = await clients.FindByKey(uniqueKey, ct);
        if (first is null || key is null || first.Value.CreatedWith?.UniqueKey != key.UniqueKey)
            return new Refusal(RefusalKind.Conflict, "taken", new FieldFault("clientId", "client-id-taken"));
        return first.Value.CreatedWith == key && first.Value.Active
            ? new Outcome<ApiClient>.Created(first)
            : new Refusal(RefusalKind.Unprocessable, "idempotency-key-reused", new FieldFault("Idempotency-Key", "other-body"));
    }

    /// <summary>The provider knows it by this secret from now on.</summary>
    public static async Task Register(IOpenIddictApplicationManager applications, OpenIddictApplicationDescriptor wanted, CancellationToken ct)
    {
        if (await applications.FindByClientIdAsync(wanted.ClientId!, ct) is { } known) await applications.UpdateAsync(known, wanted, ct);
        else await applications.CreateAsync(wanted, ct);
    }
}
