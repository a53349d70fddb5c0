using System.Diagnostics.CodeAnalysis;

namespace AuditGrpc.Simulator;

/// <summary>The audits of a simulated account. Safe to use while the simulator serves requests.</summary>
public sealed class Audits
{
    internal const int MaxOnDemandAudits = 10;
    internal static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    // How long an audit took whose state was put and not run.
    private static readonly TimeSpan _putDuration = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Audit> _audits = new(StringComparer.Ordinal);
    private readonly SimulatorOptions _options;
    private readonly TimeProvider _time;

    internal Audits(SimulatorOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
    }

    /// <summary>The audit's state now; null if there is none, or if it is past AWS's 90 days of retention.</summary>
    public AuditState? Get(string taskId)
    {
        lock (_lock)
        {
            return TryGet(taskId, out var audit) ? audit.StateAt(_time.GetUtcNow()) : null;
        }
    }

    /// <summary>Adds an audit that stays in this state, or replaces one at once. The state is answered as it is.</summary>
    public void Put(string taskId, AuditState state)
    {
        lock (_lock)
        {
            Put(taskId, state, _putDuration);
        }
    }

    /// <summary>Adds an audit that runs as the script says, or replaces one at once.</summary>
    /// <param name="taskId">The audit's id.</param>
    /// <param name="script">How it runs.</param>
    /// <param name="startedAgo">How long ago it started. Defaults to now.</param>
    public void Run(string taskId, AuditScript script, TimeSpan startedAgo = default)
    {
        var startTime = _time.GetUtcNow() - startedAgo;
        var duration = script.Duration ?? _options.AuditDuration;
        lock (_lock)
        {
            _audits[taskId] = new(
                startTime,
                duration / _options.Speed,
                now => script.StateAt(startTime, (now - startTime) * _options.Speed, duration));
        }
    }

    /// <summary>Changes an audit at once. One that runs stops running, and stays in the new state.</summary>
    /// <exception cref="KeyNotFoundException">There is no such audit.</exception>
    public AuditState Change(string taskId, Func<AuditState, AuditState> change)
    {
        lock (_lock)
        {
            var state = change(Get(taskId) ?? throw new KeyNotFoundException($"There is no audit {taskId}."));
            Put(taskId, state, _audits[taskId].Duration);
            return state;
        }
    }

    /// <summary>Changes one check of an audit at once, as <see cref="Change"/> does, and the statistics with it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such audit, or it has no such check.</exception>
    public AuditState ChangeCheck(string taskId, string checkName, Func<CheckState, CheckState> change) => Change(taskId, audit =>
    {
        var checks = new Dictionary<string, CheckState>(audit.AuditDetails ?? new Dictionary<string, CheckState>());
        checks[checkName] = change(checks[checkName]);
        return audit.WithChecks(checks);
    });

    /// <summary>Removes an audit; false if there was none.</summary>
    public bool Remove(string taskId)
    {
        lock (_lock)
        {
            return _audits.Remove(taskId);
        }
    }

    /// <summary>Starts an audit, unless as many run as AWS allows.</summary>
    internal bool TryStart(AuditScript script, [NotNullWhen(true)] out string? taskId)
    {
        lock (_lock)
        {
            var running = Kept().Count(audit =>
                audit.State is { TaskType: AuditWords.OnDemand, TaskStatus: AuditWords.InProgress });
            taskId = running < MaxOnDemandAudits ? Guid.NewGuid().ToString("N") : null;
            if (taskId is not null)
            {
                Run(taskId, script);
            }

            return taskId is not null;
        }
    }

    /// <summary>Cancels an audit in progress: what has finished stays, the rest is canceled. Null if there is no such audit.</summary>
    internal bool? TryCancel(string taskId)
    {
        lock (_lock)
        {
            var state = Get(taskId);
            if (state?.TaskStatus != AuditWords.InProgress)
            {
                return state is null ? null : false;
            }

            Put(taskId, Canceled(state), _audits[taskId].Duration);
            return true;
        }
    }

    /// <summary>The audits within retention, in the order of their ids; or one of them, if it is there.</summary>
    internal IReadOnlyList<KeptAudit> Kept(string? taskId = null)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            IEnumerable<KeyValuePair<string, Audit>> chosen =
                taskId is null ? _audits : _audits.TryGetValue(taskId, out var one) ? [new(taskId, one)] : [];
            return [.. chosen
                .Where(pair => IsKept(pair.Key, pair.Value))
                .Select(pair => new KeptAudit(pair.Key, pair.Value.StartTime, pair.Value.Duration, pair.Value.StateAt(now)))];
        }
    }

    private void Put(string taskId, AuditState state, TimeSpan duration) =>
        _audits[taskId] = new(state.TaskStartTime ?? _time.GetUtcNow(), duration, _ => state);

    private static AuditState Canceled(AuditState state)
    {
        var checks = (state.AuditDetails ?? new Dictionary<string, CheckState>()).ToDictionary(
            check => check.Key,
            check => check.Value.CheckRunStatus is AuditWords.InProgress or AuditWords.WaitingForDataCollection
                ? CheckState.Unfinished(AuditWords.Canceled)
                : check.Value);
        return (state with { TaskStatus = AuditWords.Canceled }).WithChecks(checks);
    }

    private bool TryGet(string taskId, [NotNullWhen(true)] out Audit? audit) =>
        _audits.TryGetValue(taskId, out audit) && IsKept(taskId, audit);

    private bool IsKept(string taskId, Audit audit) =>
        taskId == SimulatedAudits.Documented || _time.GetUtcNow() - audit.StartTime <= Retention;

    private sealed record Audit(DateTimeOffset StartTime, TimeSpan Duration, Func<DateTimeOffset, AuditState> StateAt);
}

/// <summary>An audit as it is now, with what a reply about it does not tell: when it started, whatever it says, and its duration.</summary>
internal sealed record KeptAudit(string TaskId, DateTimeOffset StartTime, TimeSpan Duration, AuditState State);
