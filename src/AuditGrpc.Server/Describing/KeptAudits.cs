using System.Diagnostics.CodeAnalysis;

namespace AuditGrpc.Server.Describing;

/// <summary>The last snapshot of each audit, bounded: the least recently used goes first.</summary>
internal sealed class KeptAudits(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AuditKey, LinkedListNode<(AuditKey Key, AuditSnapshot Snapshot)>> _nodes = [];
    private readonly LinkedList<(AuditKey Key, AuditSnapshot Snapshot)> _byUse = new();

    public bool TryGet(AuditKey key, [NotNullWhen(true)] out AuditSnapshot? snapshot)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(key, out var node))
            {
                snapshot = null;
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            snapshot = node.Value.Snapshot;
            return true;
        }
    }

    public void Keep(AuditKey key, AuditSnapshot snapshot)
    {
        lock (_gate)
        {
            if (_nodes.Remove(key, out var old))
            {
                _byUse.Remove(old);
            }
            else if (_nodes.Count == capacity)
            {
                _nodes.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }

            _nodes.Add(key, _byUse.AddFirst((key, snapshot)));
        }
    }
}
