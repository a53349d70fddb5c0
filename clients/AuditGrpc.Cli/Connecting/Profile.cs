namespace AuditGrpc.Cli.Connecting;

/// <summary>A server and who calls it, under a name: one entry of the configuration file. README.md documents the keys.</summary>
internal sealed record Profile
{
    public static readonly Profile Empty = new();

    public string? EndpointUrl { get; init; }

    public string? Source { get; init; }

    /// <summary>The source for each region.</summary>
    public IReadOnlyDictionary<string, object?> Regions { get; init; } = new Dictionary<string, object?>();

    public string? CaBundle { get; init; }

    public string? Token { get; init; }

    public string? TokenFile { get; init; }

    public string? ClientCertificate { get; init; }

    public string? ClientKey { get; init; }

    public string? Output { get; init; }
}
