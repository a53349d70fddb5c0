namespace AuditGrpc.Server.Limiting;

/// <summary>
/// A rate, kept as one point in time: when all that was taken will have been paid for. Those who share it and may take more than is left
/// go on one after another, each when its own is paid for, and so never all at once.
/// </summary>
/// <param name="perSecond">How much is paid for in a second.</param>
/// <param name="burst">How much may be taken at once, after a pause.</param>
internal sealed class Pace(double perSecond, double burst, TimeProvider time)
{
    private readonly double _ticksOfOne = time.TimestampFrequency / perSecond;
    private readonly Lock _gate = new();
    private long _paidAt = time.GetTimestamp();

    private long BurstTicks => (long)(burst * _ticksOfOne);

    /// <summary>Nothing that was taken is still to be paid for.</summary>
    public bool IsPaid
    {
        get
        {
            lock (_gate)
            {
                return _paidAt <= time.GetTimestamp();
            }
        }
    }

    /// <summary>Takes one, if one is left.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var paidAt = Math.Max(_paidAt, now) + (long)_ticksOfOne;
            if (paidAt - BurstTicks > now)
            {
                return false;
            }

            _paidAt = paidAt;
            return true;
        }
    }

    /// <summary>Takes as much as is said, be it left or not.</summary>
    /// <returns>When whoever took it may go on: a timestamp.</returns>
    public long Take(long count)
    {
        lock (_gate)
        {
            _paidAt = Math.Max(_paidAt, time.GetTimestamp()) + (long)(count * _ticksOfOne);
            return _paidAt - BurstTicks;
        }
    }
}
