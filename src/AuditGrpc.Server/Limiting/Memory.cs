namespace AuditGrpc.Server.Limiting;

/// <summary>The managed memory that this process may use: the machine's, the container's, or what the runtime was told.</summary>
internal sealed class Memory(LimitOptions options, TimeProvider time)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    private long _lookedAt = long.MinValue;

    /// <summary>Whether so little is left that nothing more should be taken on.</summary>
    public bool IsShort()
    {
        var last = GC.GetGCMemoryInfo(GCKind.Any);
        var isShort = last.HeapSizeBytes > options.MemoryShare * last.TotalAvailableMemoryBytes;
        if (isShort)
        {
            LookAgain();
        }

        return isShort;
    }

    // What is known is from the last collection. Where nothing more is taken on, the next one could be long in coming.
    private void LookAgain()
    {
        var looked = Volatile.Read(ref _lookedAt);
        if ((looked == long.MinValue || time.GetElapsedTime(looked) >= LookAgainAfter)
            && Interlocked.CompareExchange(ref _lookedAt, time.GetTimestamp(), looked) == looked)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Optimized, blocking: false);
        }
    }
}
