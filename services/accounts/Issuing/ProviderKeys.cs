using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Alliance.Accounts.Issuing;

/// <summary>RSA keys in PEM files, made once: every copy and every start signs with the same.</summary>
internal static class ProviderKeys
{
    private const int Bits = 2048;

    public static RsaSecurityKey Load(string folder, string name)
    {
        var file = Path.Combine(folder, name + ".pem");
        using (StartingAlone.In(folder))
        {
            if (!File.Exists(file)) Make(file);
        }
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file));
        return new RsaSecurityKey(rsa) { KeyId = Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()).AsSpan(0, 8)) };
    }

    /// <summary>Written aside and moved: a crash leaves no half key.</summary>
    private static void Make(string file)
    {
        var aside = $"{file}.{Environment.ProcessId}.{Guid.CreateVersion7():n}";
        using var rsa = RSA.Create(Bits);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(aside, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(rsa.ExportPkcs8PrivateKeyPem());
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }
        File.Move(aside, file, overwrite: false);
    }
}
