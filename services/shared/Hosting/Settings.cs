using System.ComponentModel;
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
        var given = builder.Configuration.GetSection(section);
        var unreadable = typeof(T).GetProperties().Where(p => given[p.Name] is { } value && !IsReadable(p.PropertyType, value)).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var property in unreadable.Values) AddSettingsFault(builder, $"{section}:{property.Name} is {Wanted(property.PropertyType)}");
        // Without those, so that the others are checked too: all faults at once.
        var readable = new ConfigurationBuilder().AddInMemoryCollection(given.AsEnumerable(makePathsRelative: true).Where(pair => !unreadable.ContainsKey(pair.Key))).Build();
        T settings;
        try
        {
            settings = readable.Get<T>() ?? new T();
        }
        catch (InvalidOperationException unbindable)
        {
            // Within a list or a map.
            settings = new T();
            AddSettingsFault(builder, $"{section}: {unbindable.Message}");
        }
        foreach (var fault in settings.Faults()) AddSettingsFault(builder, fault);
        builder.Services.AddSingleton(settings);
        return settings;
    }

    private static bool IsReadable(Type type, string value)
    {
        if (TypeDescriptor.GetConverter(type) is not { } converter || !converter.CanConvertFrom(typeof(string))) return true;
        try
        {
            // An empty value is as good as none where the type has one for nothing.
            return (value.Length == 0 && Nullable.GetUnderlyingType(type) is not null) || converter.ConvertFromInvariantString(value) is not null;
        }
#pragma warning disable CA1031 // Converters throw whatever they like; each means that this is no such value.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    /// <summary>What is wrong and what is wanted; the value itself may be a secret that was put at the wrong place.</summary>
    private static string Wanted(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(TimeSpan) => "no time; give one like 00:05:00 (hours, minutes, seconds) or 7.00:00:00 (days before them)",
        var t when t == typeof(bool) => "neither true nor false; give one of them",
        var t when t == typeof(int) || t == typeof(long) => "no whole number; give one like 10",
        var t when t == typeof(double) || t == typeof(decimal) => "no number; give one like 0.5",
        var t when t == typeof(Uri) => "no address; give one like https://alliance.example.org/",
        var t when t.IsEnum => $"unknown; give one of {string.Join(", ", Enum.GetNames(t))}",
        var t => $"no {t.Name}; give one",
    };

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
