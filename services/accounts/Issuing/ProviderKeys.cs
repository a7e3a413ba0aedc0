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
        if (!File.Exists(file)) Make(folder, file);
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file));
        return new RsaSecurityKey(rsa) { KeyId = Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()).AsSpan(0, 8)) };
    }

    /// <summary>Closed to others, for all that is put there later too.</summary>
    public static void PrepareFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Written aside and moved: a crash leaves no half key, and of two copies starting at once the first one's key stands.</summary>
    private static void Make(string folder, string file)
    {
        PrepareFolder(folder);
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
        try
        {
            File.Move(aside, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(aside);
        }
    }
}
