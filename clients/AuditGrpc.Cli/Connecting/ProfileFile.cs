using AuditGrpc.Cli.Failures;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;

namespace AuditGrpc.Cli.Connecting;

/// <summary>The configuration file: <c>profiles:</c>, and under it a profile by each name.</summary>
internal static class ProfileFile
{
    private const string Default = "default";

    private static readonly string[] Keys =
        ["endpoint_url", "source", "regions", "ca_bundle", "token", "token_file", "client_certificate", "client_key", "output"];

    /// <summary>The profile of a name; without a name the default one, which there need not be.</summary>
    /// <exception cref="CommandException">There is no such profile, or the file has a fault.</exception>
    public static Profile Read(string? name, Func<string, string?> environment)
    {
        name ??= NullIfEmpty(environment("AUDITGRPC_PROFILE"));
        var given = NullIfEmpty(environment("AUDITGRPC_CONFIG"));
        var path = given ?? Path.Combine(ConfigurationFolder(environment), "auditgrpc", "config.yaml");
        if (!File.Exists(path))
        {
            return name is null && given is null
                ? Profile.Empty
                : throw CommandException.Configuration(
                    name is null ? $"There is no configuration file {path}" : $"The profile '{name}' could not be found: there is no {path}");
        }

        return Read(name, path);
    }

    private static Profile Read(string? name, string path)
    {
        var profiles = Map(Map(Parse(path), path, "the file").GetValueOrDefault("profiles"), path, "'profiles'");
        if (!profiles.TryGetValue(name ?? Default, out var found))
        {
            return name is null ? Profile.Empty : throw CommandException.Configuration($"The profile '{name}' could not be found in {path}");
        }

        var entries = Map(found, path, $"the profile '{name ?? Default}'");
        foreach (var (key, value) in entries)
        {
            if (!Keys.Contains(key))
            {
                throw CommandException.Configuration($"{path}: '{key}' is not a key of a profile, which has {string.Join(", ", Keys)}");
            }

            if (value is not (null or string) && key != "regions")
            {
                throw CommandException.Configuration($"{path}: '{key}' must be a string");
            }
        }

        var profile = new Profile
        {
            EndpointUrl = Text("endpoint_url"),
            Source = Text("source"),
            Regions = entries.GetValueOrDefault("regions") is { } regions ? Map(regions, path, "'regions'") : Profile.Empty.Regions,
            CaBundle = Text("ca_bundle"),
            Token = Text("token"),
            TokenFile = Text("token_file"),
            ClientCertificate = Text("client_certificate"),
            ClientKey = Text("client_key"),
            Output = Text("output"),
        };
        return profile.Output is null || Reply.FormatNames.Contains(profile.Output)
            ? profile
            : throw CommandException.Configuration($"{path}: 'output' must be one of {string.Join(", ", Reply.FormatNames)}, not '{profile.Output}'");

        string? Text(string key) => (string?)entries.GetValueOrDefault(key);
    }

    private static object? Parse(string path)
    {
        try
        {
            return YamlDocument.Parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw CommandException.Configuration($"{path}: {exception.Message}");
        }
    }

    private static Dictionary<string, object?> Map(object? value, string path, string what) =>
        value as Dictionary<string, object?> ?? throw CommandException.Configuration($"{path}: {what} must be a map");

    private static string ConfigurationFolder(Func<string, string?> environment) =>
        NullIfEmpty(environment("XDG_CONFIG_HOME"))
        ?? Path.Combine(environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
