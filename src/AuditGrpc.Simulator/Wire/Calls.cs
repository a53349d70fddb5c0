namespace AuditGrpc.Simulator;

/// <summary>
/// The requests that arrived, by operation: every one, also those that a fault or a rate limit refused. A request for
/// something that is no operation counts as <c>UnknownOperation</c>; the simulator's own endpoints do not count.
/// </summary>
public sealed class Calls
{
    private const int MaxTimes = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Log> _logs = [];
    private readonly TimeProvider _time;

    internal Calls(TimeProvider time) => _time = time;

    /// <summary>All requests since the start, or since <see cref="Reset"/>.</summary>
    public long Total
    {
        get
        {
            lock (_lock)
            {
                return _logs.Values.Sum(log => log.Count);
            }
        }
    }

    /// <summary>The requests for one operation, by AWS's name for it, such as <c>DescribeAuditTask</c>.</summary>
    public long Of(string operation)
    {
        lock (_lock)
        {
            return _logs.GetValueOrDefault(operation)?.Count ?? 0;
        }
    }

    /// <summary>When the latest requests for one operation arrived, oldest first: up to 10,000 of them.</summary>
    public IReadOnlyList<DateTimeOffset> Times(string operation)
    {
        lock (_lock)
        {
            return [.. _logs.GetValueOrDefault(operation)?.Times ?? []];
        }
    }

    /// <summary>The number of requests for each operation that was called.</summary>
    public IReadOnlyDictionary<string, long> ByOperation()
    {
        lock (_lock)
        {
            return _logs.ToDictionary(log => log.Key, log => log.Value.Count);
        }
    }

    /// <summary>Begins to count anew.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _logs.Clear();
        }
    }

    internal void Record(string operation)
    {
        lock (_lock)
        {
            if (!_logs.TryGetValue(operation, out var log))
            {
                _logs.Add(operation, log = new());
            }

            log.Count++;
            log.Times.Enqueue(_time.GetUtcNow());
            if (log.Times.Count > MaxTimes)
            {
                log.Times.Dequeue();
            }
        }
    }

    private sealed class Log
    {
        public long Count { get; set; }

        public Queue<DateTimeOffset> Times { get; } = [];
    }
}
