using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Alliance.Shared.Hosting;

/// <summary>Settings of one section, bound once. What is wrong with them is said before the process does anything else.</summary>
public interface ICheckedSettings
{
    /// <summary>Every fault, each naming the key and the fix: <c>Mail:From is missing; give the sender's address</c>.</summary>
    IEnumerable<string> Faults();
}

/// <summary>The configuration is faulty; the message lists all faults, for the operator's console.</summary>
public sealed class SettingsException : Exception
{
    public SettingsException() { }
    public SettingsException(string message) : base(message) { }
    public SettingsException(string message, Exception inner) : base(message, inner) { }
}

public static class SettingsBinding
{
    private const string Key = "Alliance.SettingsFaults";

    /// <summary>Binds a section, registers the settings as a singleton and returns them; faults are collected until <see cref="ServiceHost.BuildService"/>.</summary>
    public static T AddSettings<T>(this IHostApplicationBuilder builder, string section) where T : class, ICheckedSettings, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        T settings;
        try
        {
            settings = builder.Configuration.GetSection(section).Get<T>() ?? new T();
            foreach (var fault in settings.Faults()) AddSettingsFault(builder, fault);
        }
        catch (InvalidOperationException unbindable)
        {
            settings = new T();
            AddSettingsFault(builder, $"{section}: {unbindable.Message}");
        }
        builder.Services.AddSingleton(settings);
        return settings;
    }

    /// <summary>A fault that only the combination of settings shows.</summary>
    public static void AddSettingsFault(this IHostApplicationBuilder builder, string fault)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Collected(builder).Add(fault);
    }

    internal static void ThrowIfFaulty(IHostApplicationBuilder builder)
    {
        var faults = Collected(builder);
        if (faults.Count > 0) throw new SettingsException("The settings are faulty:" + string.Concat(faults.Select(f => Environment.NewLine + "  - " + f)));
    }

    private static List<string> Collected(IHostApplicationBuilder builder)
    {
        if (builder.Properties.TryGetValue(Key, out var known)) return (List<string>)known;
        var fresh = new List<string>();
        builder.Properties[Key] = fresh;
        return fresh;
    }
}
