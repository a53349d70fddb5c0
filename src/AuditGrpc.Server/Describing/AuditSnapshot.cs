using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Server.Describing;

/// <summary>An audit as AWS reported it once. Never changes.</summary>
/// <param name="audit">The audit.</param>
/// <param name="observedAt">When AWS reported it.</param>
/// <param name="timestamp">The same on the clock that ages are measured by, which nobody sets back.</param>
internal sealed class AuditSnapshot(AuditTask audit, DateTimeOffset observedAt, long timestamp)
{
    public long Timestamp => timestamp;

    /// <summary>A finished audit never changes again.</summary>
    public bool IsTerminal { get; } =
        audit.TaskStatus is AuditTaskStatus.Completed or AuditTaskStatus.Failed or AuditTaskStatus.Canceled;

    public DescribeAuditTaskResponse Response { get; } = new() { AuditTask = audit, ObserveTime = observedAt.ToTimestamp() };
}
