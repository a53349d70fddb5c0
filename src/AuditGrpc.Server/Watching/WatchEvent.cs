using AuditGrpc.Server.Describing;

namespace AuditGrpc.Server.Watching;

/// <summary>What a watch sends next.</summary>
internal readonly record struct WatchEvent(AuditSnapshot Snapshot, bool IsHeartbeat, bool IsFirst)
{
    public bool IsLast => Snapshot.IsTerminal && !IsHeartbeat;

    public EncodedMessage Message => IsHeartbeat ? Snapshot.Heartbeat : Snapshot.Watched;
}
