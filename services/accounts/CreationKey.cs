using System.Security.Cryptography;
using System.Text.Json;

namespace Alliance.Accounts;

/// <summary>The Idempotency-Key a document was created with, and the hash of the body that came with it.</summary>
internal sealed record CreationKey(Guid CallerId, string Key, string BodyHash)
{
    public string UniqueKey => $"idem:{CallerId}:{Key}";

    public static CreationKey? Of<T>(Guid callerId, string? key, T body) => key is null
        ? null
        : new CreationKey(callerId, key, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body))));
}
