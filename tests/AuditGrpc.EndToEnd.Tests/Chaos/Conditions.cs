namespace AuditGrpc.EndToEnd.Tests.Chaos;

/// <summary>What a <see cref="ChaosProxy"/> does to what it relays. It holds for open connections, too, from their next bytes on.</summary>
internal sealed record Conditions
{
    public static Conditions Fair { get; } = new();

    /// <summary>How late everything arrives.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The bytes that a connection relays in a second, each way; null is as many as come.</summary>
    public int? BytesPerSecond { get; init; }

    /// <summary>What becomes of a connection once the target has answered so many bytes on it; null is that it lives on.</summary>
    public Cut? Cut { get; init; }

    /// <summary>The answered bytes after which the connection is cut.</summary>
    public long CutAfter { get; init; }
}

/// <summary>How a connection ends.</summary>
public enum Cut
{
    /// <summary>It is closed, as if all had been said.</summary>
    Close,

    /// <summary>It is reset.</summary>
    Reset,

    /// <summary>It stays open, and nothing passes any more: half-open, as after a cable was pulled.</summary>
    Silence,
}
