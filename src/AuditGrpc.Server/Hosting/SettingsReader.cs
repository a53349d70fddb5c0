using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace AuditGrpc.Server.Hosting;

/// <summary>
/// Reads options from the configuration, and notes everything that is wrong with them, by key and with the limit. ASP.NET Core's own
/// binder stops at the first wrong value, passes over unknown keys, and names no limit.
/// </summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _faults = [];
    private readonly List<string> _settings = [];

    /// <summary>Every setting that was read, with the value it has, default or not; a secret's value is left out.</summary>
    public IReadOnlyList<string> Settings => _settings;

    /// <param name="path">The section to read.</param>
    /// <param name="sections">Sections in it that are read by themselves.</param>
    public T Read<T>(string path, params IReadOnlyList<string> sections)
        where T : class, new()
    {
        var options = new T();
        var settings = typeof(T).GetProperties().ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var entry in configuration.GetSection(path).GetChildren())
        {
            if (sections.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!settings.TryGetValue(entry.Key, out var setting))
            {
                _faults.Add($"{path}:{entry.Key} is not a setting. {path} has {string.Join(", ", settings.Keys.Concat(sections).Order())}.");
            }
            else if (setting.PropertyType == typeof(string[]))
            {
                setting.SetValue(options, ReadList(entry));
            }
            else
            {
                ReadSetting(options, setting, $"{path}:{setting.Name}", entry.Value);
            }
        }

        foreach (var setting in settings.Values.Where(setting => setting.GetValue(options) is not null))
        {
            _settings.Add($"{path}:{setting.Name}={(IsSecret(setting) ? "***" : TextOf(setting.GetValue(options)))}");
        }

        return options;
    }

    public void Fault(string fault) => _faults.Add(fault);

    /// <exception cref="SettingsException">At least one setting is wrong.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults.Count > 0)
        {
            throw new SettingsException(string.Join(Environment.NewLine, _faults));
        }
    }

    /// <summary>As an array, or as one text with commas, which environment variables can hold.</summary>
    private static string[] ReadList(IConfigurationSection entry) =>
        [.. entry.GetChildren().Select(element => element.Value).Append(entry.Value)
            .SelectMany(text => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])];

    private void ReadSetting(object options, PropertyInfo setting, string key, string? text)
    {
        var type = Nullable.GetUnderlyingType(setting.PropertyType) ?? setting.PropertyType;
        var limits = setting.GetCustomAttributes<ValidationAttribute>().ToList();
        // An address may hold a password, which is why it is not accepted.
        var shown = IsSecret(setting) || (type == typeof(Uri) && text?.Contains('@') == true) ? "***" : text;
        if (!TryConvert(text, type, out var value))
        {
            _faults.Add($"{key} is '{shown}': must be {NameOf(type)}{string.Concat(limits.OfType<RangeAttribute>().Select(range => $", {LimitOf(range)}"))}.");
            return;
        }

        var broken = limits.FirstOrDefault(limit => !limit.IsValid(value));
        if (broken is not null)
        {
            _faults.Add($"{key} is '{shown}': must be {(broken is RangeAttribute range ? LimitOf(range) : broken.ErrorMessage)}.");
            return;
        }

        setting.SetValue(options, value);
    }

    private static bool TryConvert(string? text, Type type, out object? value)
    {
        value = null;
        if (type == typeof(Uri))
        {
            // An address is written to the log, where a password has no place.
            var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var address)
                && address.Scheme is "http" or "https" && address.UserInfo.Length == 0;
            value = address;
            return isAddress;
        }

        // TimeSpan reads a bare number as days, which nobody means.
        if (string.IsNullOrWhiteSpace(text) || (type == typeof(TimeSpan) && !text.Contains(':')))
        {
            return false;
        }

        try
        {
            value = TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text);
            return value is not null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static bool IsSecret(PropertyInfo setting) => setting.IsDefined(typeof(SecretAttribute));

    private static string TextOf(object? value) => value is System.Collections.IEnumerable and not string
        ? string.Join(',', ((System.Collections.IEnumerable)value).Cast<object>())
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string LimitOf(RangeAttribute range) => $"{range.Minimum} to {range.Maximum}";

    private static string NameOf(Type type) =>
        type == typeof(TimeSpan) ? "a time such as 00:00:02"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type == typeof(Uri) ? "an absolute http or https address"
        : "a text that is not empty";
}
