using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Client;

/// <summary>
/// Picks the states to yield out of the messages that come, over all calls of a watch: never the same twice, never an older one
/// after a newer.
/// </summary>
internal sealed class WatchedStates(string knownEtag)
{
    private AuditTask? _held;

    /// <summary>The etag of the last state that was yielded.</summary>
    public string Etag { get; private set; } = knownEtag;

    /// <summary>The latest time at which AWS is known to have reported the audit.</summary>
    public Timestamp? Observed { get; private set; }

    /// <summary>A new call begins: what an earlier server said no longer counts.</summary>
    public void Reconnect() => _held = null;

    /// <summary>The state that a message makes known, if that is news.</summary>
    public AuditTask? Take(WatchAuditTaskResponse message)
    {
        // A server may lag behind the one before it, or its clock may.
        var isOld = message.ObserveTime is { } observed && Observed is { } last && observed.CompareTo(last) < 0;
        Observed = isOld ? Observed : message.ObserveTime ?? Observed;
        switch (message.EventCase)
        {
            case WatchAuditTaskResponse.EventOneofCase.AuditTask:
                _held = message.AuditTask;
                break;
            // The state before it still holds: an old one that was held back is as new as this heartbeat.
            case WatchAuditTaskResponse.EventOneofCase.Heartbeat:
                break;
            default:
                return null;
        }

        // The end is the newest, whatever the clocks say.
        if (_held is not { } audit || (isOld && !audit.IsTerminal()))
        {
            return null;
        }

        _held = null;
        if (audit.Etag == Etag && Etag.Length > 0 && !audit.IsTerminal())
        {
            return null;
        }

        Etag = audit.Etag;
        return audit;
    }
}
