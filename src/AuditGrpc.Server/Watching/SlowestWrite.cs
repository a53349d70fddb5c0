namespace AuditGrpc.Server.Watching;

/// <summary>How long the slowest of many watches took to write a state, since AWS reported it.</summary>
internal sealed class SlowestWrite(TimeProvider time, Action<TimeSpan> report)
{
    private long _slowest;

    /// <summary>A watch has written a state that AWS reported then.</summary>
    public void Written(long reportedAt)
    {
        var took = time.GetTimestamp() - reportedAt;
        var slowest = Volatile.Read(ref _slowest);
        while (took > slowest)
        {
            var seen = Interlocked.CompareExchange(ref _slowest, took, slowest);
            if (seen == slowest)
            {
                return;
            }

            slowest = seen;
        }
    }

    /// <summary>The next state is there, or none comes any more: what was slowest so far is told.</summary>
    public void Report()
    {
        if (Interlocked.Exchange(ref _slowest, 0) is var slowest and not 0)
        {
            report(time.GetElapsedTime(0, slowest));
        }
    }
}
