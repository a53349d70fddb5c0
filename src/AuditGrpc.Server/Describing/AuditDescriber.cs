using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Hosting;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Describing;

/// <summary>One read for all who ask at once, and none for an audit whose state is known to be fresh or final.</summary>
internal sealed class AuditDescriber(DescribeOptions options, AuditMetrics metrics, TimeProvider time)
{
    private readonly KeptAudits _kept = new(options.KeptAudits);
    private readonly ConcurrentDictionary<AuditKey, Lazy<Task<AuditSnapshot>>> _reads = new();

    /// <summary>AWS has reported an audit, whoever asked.</summary>
    public event Action<AuditKey, AuditSnapshot>? Observed;

    /// <exception cref="AuditFailure">AWS did not report the audit.</exception>
    public ValueTask<AuditSnapshot> DescribeAsync(Source source, string taskId, ReadPolicy policy, CancellationToken cancellationToken)
    {
        var key = new AuditKey(source.Name, taskId);
        if (TryGetCurrent(key, policy, out var snapshot))
        {
            metrics.Saved(1);
            return ValueTask.FromResult(snapshot);
        }

        var own = new Lazy<Task<AuditSnapshot>>(() => ReadAsync(source, key, policy));
        var read = _reads.GetOrAdd(key, own);
        metrics.Saved(read == own ? 0 : 1);
        // The read belongs to all who wait for it, so no caller's cancellation reaches it; the attempt timeout bounds it.
        return new ValueTask<AuditSnapshot>(read.Value.WaitAsync(cancellationToken));
    }

    /// <summary>As <see cref="DescribeAsync"/>, for an audit that AWS has listed; nothing if AWS does not have it after all.</summary>
    public async Task<AuditTask?> FindAsync(Source source, string taskId, ReadPolicy policy, CancellationToken cancellationToken)
    {
        try
        {
            return (await DescribeAsync(source, taskId, policy, cancellationToken)).Audit;
        }
        catch (AuditFailure failure) when (failure.Reason == ErrorReason.AuditTaskNotFound)
        {
            return null;
        }
    }

    private async Task<AuditSnapshot> ReadAsync(Source source, AuditKey key, ReadPolicy policy)
    {
        try
        {
            // Once more: the read before this one may have ended after the caller looked.
            if (TryGetCurrent(key, policy, out var current))
            {
                return current;
            }

            var audit = await source.Api.DescribeAsync(key.TaskId, policy, CancellationToken.None);
            var snapshot = new AuditSnapshot(audit, ObservedNow(key), time.GetTimestamp());
            _kept.Keep(key, snapshot);
            Observed?.Invoke(key, snapshot);
            return snapshot;
        }
        finally
        {
            _reads.TryRemove(key, out _);
        }
    }

    /// <summary>Now; or a moment after the observation before, if the wall clock was set back since: none is as old as the last.</summary>
    private DateTimeOffset ObservedNow(AuditKey key)
    {
        var now = time.GetUtcNow();
        return _kept.TryGet(key, out var last) && last.ObservedAt > now ? last.ObservedAt.AddTicks(1) : now;
    }

    private bool TryGetCurrent(AuditKey key, ReadPolicy policy, [NotNullWhen(true)] out AuditSnapshot? snapshot) =>
        _kept.TryGet(key, out snapshot)
        && (snapshot.IsTerminal || (policy.TakesFresh && time.GetElapsedTime(snapshot.Timestamp) < options.Freshness));
}
