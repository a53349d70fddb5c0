using System.Collections.Frozen;
using AuditGrpc.Server.Hosting;

namespace AuditGrpc.Server.Security;

/// <summary>Reads a grant, and notes what is wrong with it.</summary>
internal static class GrantReader
{
    private const string Every = "*";

    public static Grant Read(SettingsReader reader, IConfigurationSection section, IReadOnlyCollection<string> sources)
    {
        var path = section.Path;
        var options = reader.Read<GrantOptions>(path);
        if (options.San is null == options.Claim is null)
        {
            reader.Fault($"{path} must have one of San and Claim, which say whose grant it is.");
        }

        var claim = options.Claim?.Split('=', 2);
        if (claim is not null && (claim.Length < 2 || claim.Any(part => part.Length == 0)))
        {
            reader.Fault($"{path}:Claim is '{options.Claim}': must be a claim's name and value, such as scope=audits.");
            claim = null;
        }

        RequireKnown(reader, $"{path}:Permissions", options.Permissions, Permission.All);
        RequireKnown(reader, $"{path}:Sources", options.Sources, [.. sources, Every]);
        return new Grant(
            section.Key,
            options.San,
            claim is null ? null : (claim[0], claim[1]),
            options.Permissions.ToFrozenSet(),
            options.Sources.Contains(Every) ? null : options.Sources.ToFrozenSet());
    }

    private static void RequireKnown(SettingsReader reader, string key, string[] given, IReadOnlyCollection<string> known)
    {
        if (given.Length == 0)
        {
            reader.Fault($"{key} is missing: must be any of {string.Join(", ", known)}.");
        }

        foreach (var other in given.Except(known))
        {
            reader.Fault($"{key} has '{other}': must be any of {string.Join(", ", known)}.");
        }
    }
}
