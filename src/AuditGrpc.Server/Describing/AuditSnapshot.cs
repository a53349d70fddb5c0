using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Server.Describing;

/// <summary>An audit as AWS reported it once. Never changes, and is encoded once, however many it is sent to.</summary>
internal sealed class AuditSnapshot
{
    private readonly Lazy<EncodedMessage> _described;
    private readonly Lazy<EncodedMessage> _watched;
    private readonly Lazy<EncodedMessage> _heartbeat;

    /// <param name="audit">The audit.</param>
    /// <param name="observedAt">When AWS reported it.</param>
    /// <param name="timestamp">The same on the clock that ages are measured by, which nobody sets back.</param>
    public AuditSnapshot(AuditTask audit, DateTimeOffset observedAt, long timestamp)
    {
        Audit = audit;
        ObservedAt = observedAt;
        Timestamp = timestamp;
        IsTerminal = audit.TaskStatus is AuditTaskStatus.Completed or AuditTaskStatus.Failed or AuditTaskStatus.Canceled;
        var observeTime = observedAt.ToTimestamp();
        _described = new(() => EncodedMessage.Of(new DescribeAuditTaskResponse { AuditTask = audit, ObserveTime = observeTime }));
        _watched = new(() => EncodedMessage.Of(new WatchAuditTaskResponse { AuditTask = audit, ObserveTime = observeTime }));
        _heartbeat = new(() => EncodedMessage.Of(new WatchAuditTaskResponse { Heartbeat = new Heartbeat(), ObserveTime = observeTime }));
    }

    public AuditTask Audit { get; }

    public DateTimeOffset ObservedAt { get; }

    public long Timestamp { get; }

    /// <summary>A finished audit never changes again.</summary>
    public bool IsTerminal { get; }

    /// <summary>A <see cref="DescribeAuditTaskResponse"/>.</summary>
    public EncodedMessage Described => _described.Value;

    /// <summary>A <see cref="WatchAuditTaskResponse"/> with the audit.</summary>
    public EncodedMessage Watched => _watched.Value;

    /// <summary>A <see cref="WatchAuditTaskResponse"/> that says only that this is still the state.</summary>
    public EncodedMessage Heartbeat => _heartbeat.Value;
}
