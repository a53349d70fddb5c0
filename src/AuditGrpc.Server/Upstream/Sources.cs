using System.Collections.Frozen;
using AuditGrpc.Server.Errors;

namespace AuditGrpc.Server.Upstream;

/// <summary>The sources of this server, by name.</summary>
internal sealed class Sources(IEnumerable<Source> sources, string defaultName, ILogger<Sources> logger) : IHostedService
{
    private const int LongestName = 64;
    private readonly FrozenDictionary<string, Source> _byName = sources.ToFrozenDictionary(source => source.Name);

    /// <summary>Every source, by name.</summary>
    public IEnumerable<Source> All => _byName.Values.OrderBy(source => source.Name, StringComparer.Ordinal);

    public bool IsDefault(Source source) => source.Name == defaultName;

    /// <param name="name">A source's name, or nothing for the default one.</param>
    /// <exception cref="AuditFailure">There is no such source.</exception>
    public Source Find(string name)
    {
        if (_byName.TryGetValue(name.Length == 0 ? defaultName : name, out var source))
        {
            return source;
        }

        throw name.Length <= LongestName
            ? AuditFailure.UnknownSource(name)
            : AuditFailure.InvalidField("source", $"must be at most {LongestName} characters");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var source in All)
        {
            logger.ServingSource(source.Name, IsDefault(source) ? " (default)" : "", source.Region, source.Endpoint?.ToString() ?? "AWS's own");
            source.Identity?.Prepare();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
