namespace AuditGrpc.Simulator;

/// <summary>
/// How an audit runs. Its state is a function of the time since its start and of nothing else. Each check waits, runs while
/// its counts grow, and finishes, one check after the other in the order of their names; the last one finishes with the audit.
/// </summary>
public sealed record AuditScript
{
    /// <summary>
    /// How long the audit runs at <see cref="SimulatorOptions.Speed"/> 1; over 0. Null takes <see cref="SimulatorOptions.AuditDuration"/>.
    /// </summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What started the audit. Defaults to <see cref="AuditWords.OnDemand"/>.</summary>
    public string TaskType { get; init; } = AuditWords.OnDemand;

    /// <summary>The scheduled audit that this is a run of. Defaults to none.</summary>
    public string? ScheduledAuditName { get; init; }

    /// <summary>The audit's status when all checks have finished. Defaults to <see cref="AuditWords.Completed"/>.</summary>
    public string TaskStatus { get; init; } = AuditWords.Completed;

    /// <summary>The state in which each check finishes, by its name; at least one.</summary>
    public required IReadOnlyDictionary<string, CheckState> Checks { get; init; }

    internal AuditState StateAt(DateTimeOffset startTime, TimeSpan elapsed, TimeSpan duration)
    {
        var names = Checks.Keys.Order(StringComparer.Ordinal).ToList();
        var checks = new Dictionary<string, CheckState>(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            var (begins, finishes) = RunOf(i, names.Count);
            checks.Add(names[i], CheckAt(Checks[names[i]], (elapsed / duration - begins) / (finishes - begins)));
        }

        return new AuditState
        {
            TaskStatus = elapsed >= duration ? TaskStatus : AuditWords.InProgress,
            TaskType = TaskType,
            TaskStartTime = startTime,
            ScheduledAuditName = ScheduledAuditName,
        }.WithChecks(checks);
    }

    /// <summary>
    /// When a check runs, in parts of its audit: every one begins in the first half, so that several run at once, and before
    /// the point at which it finishes.
    /// </summary>
    internal static (double Begins, double Finishes) RunOf(int check, int checks) =>
        ((2 * check + 1) / (4.0 * checks), (check + 1) / (double)checks);

    private static CheckState CheckAt(CheckState finished, double progress) => progress switch
    {
        < 0 => CheckState.Unfinished(AuditWords.WaitingForDataCollection),
        >= 1 => finished,
        _ => CheckState.Unfinished(AuditWords.InProgress) with
        {
            TotalResourcesCount = (long?)(finished.TotalResourcesCount * progress),
            NonCompliantResourcesCount = (long?)(finished.NonCompliantResourcesCount * progress),
            SuppressedNonCompliantResourcesCount = (long?)(finished.SuppressedNonCompliantResourcesCount * progress),
        },
    };
}
