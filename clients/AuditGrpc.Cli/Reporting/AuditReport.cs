using AuditGrpc.Cli.Commands;
using AuditGrpc.Cli.Output;
using AuditGrpc.Cli.Watching;
using AuditGrpc.Client;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Reporting;

/// <summary>What an audit found: all that a report tells, whatever its format.</summary>
/// <param name="TaskId">The audit.</param>
/// <param name="Source">The AWS account and region that were asked; empty for the server's default.</param>
/// <param name="Audit">Its state.</param>
/// <param name="Checks">Its checks: what needs looking at first, then the gravest.</param>
/// <param name="Time">When it was read, in the time zone that times are printed in.</param>
/// <param name="Zone">That time zone.</param>
internal sealed record AuditReport(
    string TaskId, string Source, AuditTask Audit, IReadOnlyList<CheckReport> Checks, DateTimeOffset Time, TimeZoneInfo Zone)
{
    private const int LargestPage = 250;

    /// <summary>Of each severity, those without findings too, and of what else AWS calls one.</summary>
    public IReadOnlyList<SeverityCount> Severities { get; } =
    [
        .. Checks.SelectMany(check => check.Findings)
            .GroupBy(Severity.Of, finding => finding.IsSuppressed)
            .Select(group => new SeverityCount(group.Key, group.Count(isSuppressed => !isSuppressed), group.Count(isSuppressed => isSuppressed)))
            .UnionBy(Severity.Known.Select(severity => new SeverityCount(severity, 0, 0)), count => count.Severity)
            .OrderBy(count => count.Severity),
    ];

    public bool HasEnded => Audit.IsTerminal();

    /// <summary>What it comes to, in a line.</summary>
    public string Verdict => AuditVerdict.ExitCodeOf(Audit) switch
    {
        AuditVerdict.Running => $"Still running: {CheckText.DoneOf(Audit)}",
        AuditVerdict.Failed => "The audit failed",
        AuditVerdict.Canceled => "The audit was canceled",
        AuditVerdict.CheckNotRun =>
            $"{Checks.Count - CountOf(CheckOutcome.Compliant) - CountOf(CheckOutcome.Noncompliant)} of {Checks.Count} checks did not run, "
            + $"{CountOf(CheckOutcome.Noncompliant)} found noncompliant resources",
        AuditVerdict.Findings => $"{CountOf(CheckOutcome.Noncompliant)} of {Checks.Count} checks found noncompliant resources",
        _ => $"All {Checks.Count} checks are compliant",
    };

    /// <summary>What there is to know of the audit as a whole, in the order to tell it.</summary>
    public IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            yield return ("Audit", TaskId);
            if (Source.Length > 0)
            {
                yield return ("Source", Source);
            }

            yield return ("Status", Words.Of(Audit) ?? "UNKNOWN");
            yield return ("Type", (Words.OfType(Audit) ?? "UNKNOWN") + (Audit.HasScheduledAuditName ? $", {Audit.ScheduledAuditName}" : ""));
            yield return ("Started", Audit.TaskStartTime is { } start ? Print(start.ToDateTimeOffset()) : "unknown");
            yield return ("Reported", Print(Time));
            yield return ("Checks", CheckText.DoneOf(Audit));
            var (findings, suppressed) = (Severities.Sum(count => count.Findings), Severities.Sum(count => count.Suppressed));
            yield return ("Findings", $"{findings:N0}, and {suppressed:N0} suppressed");
        }
    }

    public int CountOf(CheckOutcome outcome) => Checks.Count(check => check.Outcome == outcome);

    public static async Task<AuditReport> ReadAsync(
        AuditClient client, string taskId, string source, TimeProvider time, CancellationToken cancellationToken)
    {
        // The audit first: of one that runs, the findings are then no fewer than it counted.
        var audit = await client.DescribeAsync(taskId, cancellationToken: cancellationToken);
        var known = (await client.ListChecksAsync(cancellationToken: cancellationToken)).ToDictionary(check => check.CheckName);
        var request = new ListAuditFindingsRequest { TaskId = taskId, PageSize = LargestPage };
        var findings = (await client.ListFindingsAsync(request, cancellationToken).ToListAsync(cancellationToken))
            .OrderBy(finding => finding.IsSuppressed).ThenBy(Severity.Of).ThenBy(ResourceText.Of, StringComparer.Ordinal)
            .ToLookup(finding => finding.HasCheckName ? finding.CheckName : "UNKNOWN");
        var checks = audit.AuditDetails.Keys.Union(findings.Select(group => group.Key))
            .Select(name => new CheckReport(
                name,
                audit.AuditDetails.TryGetValue(name, out var details) ? details : new(),
                known.GetValueOrDefault(name),
                [.. findings[name]]))
            .OrderBy(check => check.Outcome).ThenBy(check => check.Severity).ThenBy(check => check.Name, StringComparer.Ordinal);
        return new(taskId, source, audit, [.. checks], time.GetLocalNow(), time.LocalTimeZone);
    }

    private string Print(DateTimeOffset value) => TimeZoneInfo.ConvertTime(value, Zone).ToString("yyyy-MM-dd HH:mm:ss zzz");
}
