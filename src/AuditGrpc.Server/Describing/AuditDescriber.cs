using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using AuditGrpc.Server.Upstream;

namespace AuditGrpc.Server.Describing;

/// <summary>One read for all who ask at once, and none for an audit whose state is known to be fresh or final.</summary>
internal sealed class AuditDescriber(DescribeOptions options, TimeProvider time)
{
    private readonly KeptAudits _kept = new(options.KeptAudits);
    private readonly ConcurrentDictionary<AuditKey, Lazy<Task<AuditSnapshot>>> _reads = new();

    /// <exception cref="Errors.AuditFailure">AWS did not report the audit.</exception>
    public ValueTask<AuditSnapshot> DescribeAsync(Source source, string taskId, CancellationToken cancellationToken)
    {
        var key = new AuditKey(source.Name, taskId);
        if (TryGetCurrent(key, out var snapshot))
        {
            return ValueTask.FromResult(snapshot);
        }

        var read = _reads.GetOrAdd(key, _ => new Lazy<Task<AuditSnapshot>>(() => ReadAsync(source, key)));
        // The read belongs to all who wait for it, so no caller's cancellation reaches it; the attempt timeout bounds it.
        return new ValueTask<AuditSnapshot>(read.Value.WaitAsync(cancellationToken));
    }

    private async Task<AuditSnapshot> ReadAsync(Source source, AuditKey key)
    {
        try
        {
            // Once more: the read before this one may have ended after the caller looked.
            if (TryGetCurrent(key, out var current))
            {
                return current;
            }

            var audit = await source.Api.DescribeAsync(key.TaskId, CancellationToken.None);
            var snapshot = new AuditSnapshot(audit, time.GetUtcNow(), time.GetTimestamp());
            _kept.Keep(key, snapshot);
            return snapshot;
        }
        finally
        {
            _reads.TryRemove(key, out _);
        }
    }

    private bool TryGetCurrent(AuditKey key, [NotNullWhen(true)] out AuditSnapshot? snapshot) =>
        _kept.TryGet(key, out snapshot)
        && (snapshot.IsTerminal || time.GetElapsedTime(snapshot.Timestamp) < options.Freshness);
}
