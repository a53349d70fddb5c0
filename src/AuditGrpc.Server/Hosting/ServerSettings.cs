using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Limiting;
using AuditGrpc.Server.Security;
using AuditGrpc.Server.Upstream;
using AuditGrpc.Server.Watching;

namespace AuditGrpc.Server.Hosting;

/// <summary>All that this server reads of its configuration, read once.</summary>
internal sealed record ServerSettings(
    IReadOnlyDictionary<string, SourceOptions> Sources,
    string DefaultSource,
    bool SimulatorEnabled,
    SimulatorSettings Simulator,
    UpstreamOptions Upstream,
    DescribeOptions Describe,
    WatchOptions Watch,
    LimitOptions Limits,
    HostingOptions Hosting,
    SecuritySettings Security)
{
    private static readonly string[] _ofARole = [nameof(SourceOptions.ExternalId), nameof(SourceOptions.SessionName)];

    /// <summary>All of them as a person would write them, without secrets.</summary>
    public IReadOnlyList<string> Written { get; private init; } = [];

    /// <exception cref="SettingsException">At least one setting is wrong.</exception>
    public static ServerSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var reader = new SettingsReader(configuration);
        var sources = configuration.GetSection("Sources").GetChildren()
            .ToDictionary(source => source.Key, source => reader.Read<SourceOptions>(source.Path));
        var simulator = reader.Read<SimulatorSettings>("Simulator");
        var defaultSource = configuration["DefaultSource"] ?? "default";
        var settings = new ServerSettings(
            sources,
            defaultSource,
            simulator.Enabled ?? (environment.IsDevelopment() && sources.Count == 0),
            simulator,
            reader.Read<UpstreamOptions>("Upstream"),
            reader.Read<DescribeOptions>("Describe"),
            reader.Read<WatchOptions>("Watch"),
            reader.Read<LimitOptions>("Limits"),
            reader.Read<HostingOptions>("Hosting"),
            SecuritySettings.Read(reader, configuration, environment, [.. sources.Keys.Append(defaultSource).Distinct()]))
        {
            Written = reader.Settings,
        };
        settings.CheckSources(configuration, reader);
        if (settings.Watch.MaxPollInterval < settings.Watch.MinPollInterval)
        {
            reader.Fault($"Watch:MaxPollInterval is '{settings.Watch.MaxPollInterval}': must not be under Watch:MinPollInterval, {settings.Watch.MinPollInterval}.");
        }

        reader.ThrowIfFaulty();
        return settings;
    }

    private void CheckSources(IConfiguration configuration, SettingsReader reader)
    {
        if (SimulatorEnabled)
        {
            if (Sources.Count > 0)
            {
                reader.Fault($"Simulator:Enabled is true, but Sources has {string.Join(", ", Sources.Keys)}: must be one or the other.");
            }

            return;
        }

        foreach (var source in configuration.GetSection("Sources").GetChildren())
        {
            if (source["Region"] is null && source["ServiceUrl"] is null)
            {
                reader.Fault($"{source.Path}:Region is missing: must be the name of an AWS region, such as eu-west-1.");
            }

            foreach (var key in _ofARole.Where(key => source[key] is not null && source["RoleArn"] is null))
            {
                reader.Fault($"{source.Path}:{key} is set, but {source.Path}:RoleArn is missing: there is no role to assume with it.");
            }
        }

        if (Sources.Count == 0)
        {
            reader.Fault($"Sources:{DefaultSource}:Region is missing: there is no source to serve audits of. Set it to an AWS region, such as eu-west-1.");
        }
        else if (!Sources.ContainsKey(DefaultSource))
        {
            reader.Fault($"DefaultSource is '{DefaultSource}': must be one of Sources, which has {string.Join(", ", Sources.Keys)}.");
        }
    }
}
