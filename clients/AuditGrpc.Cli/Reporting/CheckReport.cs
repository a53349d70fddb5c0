using AuditGrpc.Cli.Watching;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Reporting;

/// <summary>What a check came to: what needs looking at first.</summary>
internal enum CheckOutcome
{
    Noncompliant,
    Failed,
    Canceled,
    Unfinished,
    Unknown,
    Compliant,
}

/// <summary>One check of an audit.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Details">What the audit tells of it; nothing if only its findings do.</param>
/// <param name="Known">What the server knows of it; null for a check that the account no longer has.</param>
/// <param name="Findings">What it found, what is suppressed last.</param>
internal sealed record CheckReport(string Name, AuditCheckDetails Details, AuditCheck? Known, IReadOnlyList<AuditFinding> Findings)
{
    public string? Title => Known is { HasTitle: true } ? Known.Title : null;

    /// <summary>That of the gravest finding; that of the check if it has none.</summary>
    public Severity Severity { get; } =
        Findings.Select(Severity.Of).DefaultIfEmpty(Known is null ? Severity.Unknown : Severity.Of(Known)).Min()!;

    public CheckOutcome Outcome => Details.CheckRunStatus switch
    {
        AuditCheckRunStatus.CompletedNonCompliant => CheckOutcome.Noncompliant,
        AuditCheckRunStatus.CompletedCompliant => CheckOutcome.Compliant,
        AuditCheckRunStatus.Failed => CheckOutcome.Failed,
        AuditCheckRunStatus.Canceled => CheckOutcome.Canceled,
        AuditCheckRunStatus.InProgress or AuditCheckRunStatus.WaitingForDataCollection => CheckOutcome.Unfinished,
        _ => Findings.Any(finding => !finding.IsSuppressed) ? CheckOutcome.Noncompliant : CheckOutcome.Unknown,
    };

    public string State => CheckText.StateOf(Details, isLong: true);

    /// <summary>What it counted, or why it failed; empty if neither.</summary>
    public string Counts => CheckText.CountsOf(Details).TrimStart();
}
