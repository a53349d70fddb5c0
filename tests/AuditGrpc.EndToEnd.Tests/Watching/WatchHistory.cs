using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>What one caller saw of one watch, from its opening to its end.</summary>
internal sealed record WatchHistory(string TaskId, string KnownEtag, DateTimeOffset OpenedAt, IReadOnlyList<Seen> Seen, WatchEnd? End)
{
    public IEnumerable<Seen> States => Seen.Where(seen => seen.State is not null);
}

/// <summary>A message of a watch.</summary>
/// <param name="At">When it was read.</param>
/// <param name="ObserveTime">When AWS reported it; none if the message did not say.</param>
/// <param name="State">The audit; none in a heartbeat.</param>
/// <param name="IsHeartbeat">Whether it was a heartbeat.</param>
internal sealed record Seen(DateTimeOffset At, DateTimeOffset? ObserveTime, AuditTask? State, bool IsHeartbeat)
{
    public bool IsTerminal => State?.TaskStatus is AuditTaskStatus.Completed or AuditTaskStatus.Failed or AuditTaskStatus.Canceled;
}

/// <summary>How a watch ended.</summary>
/// <param name="At">When the caller learned of it.</param>
/// <param name="Code">With which status.</param>
/// <param name="Reason">The reason that the status gave, if any.</param>
/// <param name="Detail">What the status said.</param>
internal sealed record WatchEnd(DateTimeOffset At, StatusCode Code, ErrorReason? Reason, string Detail = "");
