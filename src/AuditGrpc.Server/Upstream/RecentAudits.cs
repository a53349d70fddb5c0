namespace AuditGrpc.Server.Upstream;

/// <summary>The audits that this server has started not long ago. The budget of starts bounds how many there are.</summary>
internal sealed class RecentAudits(TimeSpan span, TimeProvider time)
{
    /// <summary>How long AWS may take to show an audit that it has started. AWS promises nothing about that.</summary>
    public static readonly TimeSpan Appearance = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _startedAt = [];
    private readonly Queue<string> _byAge = [];

    public void Add(string taskId)
    {
        lock (_gate)
        {
            while (_byAge.TryPeek(out var oldest) && !IsRecent(oldest))
            {
                _startedAt.Remove(_byAge.Dequeue());
            }

            if (_startedAt.TryAdd(taskId, time.GetTimestamp()))
            {
                _byAge.Enqueue(taskId);
            }
        }
    }

    public bool Contains(string taskId)
    {
        lock (_gate)
        {
            return IsRecent(taskId);
        }
    }

    private bool IsRecent(string taskId) => _startedAt.TryGetValue(taskId, out var at) && time.GetElapsedTime(at) < span;
}
