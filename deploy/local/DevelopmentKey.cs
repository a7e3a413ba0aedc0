using System.Security.Cryptography;

namespace Alliance.Local;

/// <summary>The key that signs development tokens: made at each start, so that tokens of an earlier run are worth nothing.</summary>
public static class DevelopmentKey
{
    public static void Make(StateFolder state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var key = RSA.Create(2048);
        StateFolder.WriteSecret(state.PrivateKey, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(state.PublicKey, key.ExportSubjectPublicKeyInfoPem());
    }
}
