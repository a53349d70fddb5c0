namespace AuditGrpc.Simulator;

/// <summary>
/// The findings of a simulated account. They follow from its audits: an audit that finds something, finds it here, and what an
/// audit's counts say agrees with what is found. Safe to use while the simulator serves requests.
/// </summary>
public sealed class Findings
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, FindingState> _put = new(StringComparer.Ordinal);
    private readonly string _accountAndRegion;
    private readonly Fleet _fleet;
    private readonly Audits _audits;
    private readonly TimeProvider _time;

    internal Findings(string accountId, string? region, Audits audits, TimeProvider time)
    {
        _accountAndRegion = $"{accountId} {region}";
        _fleet = new(accountId, region);
        _audits = audits;
        _time = time;
    }

    /// <summary>The finding, with all its related resources; null if there is none, or if it is past AWS's 90 days of retention.</summary>
    public FindingState? Get(string findingId)
    {
        lock (_lock)
        {
            return _put.TryGetValue(findingId, out var put)
                ? IsKept(put) ? put : null
                : Derived(null, null).FirstOrDefault(finding => finding.FindingId == findingId).Build?.Invoke();
        }
    }

    /// <summary>All findings of an audit, in the order of their ids.</summary>
    public IReadOnlyList<FindingState> OfAudit(string taskId) => Kept(taskId);

    /// <summary>Adds a finding, or replaces one, whatever its audit's counts say. It is answered as it is.</summary>
    public void Put(string findingId, FindingState finding)
    {
        lock (_lock)
        {
            _put[findingId] = finding with { FindingId = findingId };
        }
    }

    /// <summary>The findings within retention, in the order of their ids: all, or those of an audit, or of a check.</summary>
    internal IReadOnlyList<FindingState> Kept(string? taskId = null, string? checkName = null)
    {
        lock (_lock)
        {
            return [.. Derived(taskId, checkName)
                .Where(finding => !_put.ContainsKey(finding.FindingId))
                .Select(finding => finding.Build())
                .Concat(_put.Values.Where(IsKept)
                    .Where(finding => taskId is null || finding.TaskId == taskId)
                    .Where(finding => checkName is null || finding.CheckName == checkName))
                .OrderBy(finding => finding.FindingId, StringComparer.Ordinal)];
        }
    }

    private IEnumerable<(string FindingId, Func<FindingState> Build)> Derived(string? taskId, string? checkName) =>
        _audits.Kept(taskId).SelectMany(audit => new AuditFindings(_accountAndRegion, _fleet, audit).Of(checkName));

    private bool IsKept(FindingState finding) => !(_time.GetUtcNow() - finding.FindingTime > Audits.Retention);
}
