using System.CommandLine;
using AuditGrpc.Client;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Commands;

/// <summary>What an audit's state is as an exit code, of <c>wait</c> and with --exit-status.</summary>
internal static class AuditVerdict
{
    public const int Compliant = 0;
    public const int Findings = 1;
    public const int CheckNotRun = 2;
    public const int Failed = 3;
    public const int Canceled = 4;
    public const int Running = 5;

    public static Option<bool> CreateOption() => new("--exit-status")
    {
        Description = "Exits with 0 if the audit completed and every check is compliant, 1 if there are findings, 2 if a check did not run, "
            + "3 if the audit failed, 4 if it was canceled, 5 if it still runs.",
    };

    /// <summary>The gravest that holds: what a check that did not run would have found, nobody knows.</summary>
    public static int ExitCodeOf(AuditTask audit) => audit.TaskStatus switch
    {
        _ when !audit.IsTerminal() => Running,
        AuditTaskStatus.Failed => Failed,
        AuditTaskStatus.Canceled => Canceled,
        _ when audit.AuditDetails.Values.Any(check => !HasRun(check)) || audit.TaskStatistics is { FailedChecks: > 0 } => CheckNotRun,
        _ when audit.AuditDetails.Values.Any(check => check.CheckRunStatus == AuditCheckRunStatus.CompletedNonCompliant)
            || audit.TaskStatistics is { NonCompliantChecks: > 0 } => Findings,
        _ => Compliant,
    };

    private static bool HasRun(AuditCheckDetails check) =>
        check.CheckRunStatus is AuditCheckRunStatus.CompletedCompliant or AuditCheckRunStatus.CompletedNonCompliant;
}
