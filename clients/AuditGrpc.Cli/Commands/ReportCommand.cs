using System.CommandLine;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;
using AuditGrpc.Cli.Reporting;

namespace AuditGrpc.Cli.Commands;

internal sealed class ReportCommand : AuditCommand
{
    private readonly Option<string> _format = new("--format")
    {
        Description = "What to write: a page for people, Markdown for a pull request, JSON, or JUnit's XML for a pipeline.",
        HelpName = string.Join('|', ReportFormat.Names),
        DefaultValueFactory = _ => ReportFormat.Default,
    };

    private readonly Option<string> _out = new("--out") { Description = "The file to write. Default: standard output.", HelpName = "FILE" };

    private readonly Option<bool> _exitStatus = AuditVerdict.CreateOption();

    public ReportCommand(CommonOptions common, Shell shell)
        : base("report-audit-task", "report", "ReportAuditTask", "Writes what an audit found: its checks, and every finding.",
            [TaskIdMember("The ID of the audit to report on.")], common, shell)
    {
        Add(_format.AcceptOnlyFromAmong(ReportFormat.Names));
        Add(_out);
        Add(_exitStatus);
    }

    public override string Examples => """
        auditgrpc report-audit-task --task-id a3aea009955e501a31b764abe1bebd3d --format html --out audit.html
        auditgrpc report --task-id a3aea009955e501a31b764abe1bebd3d --format junit --out audit.xml --exit-status
        auditgrpc report --task-id a3aea009955e501a31b764abe1bebd3d >> "$GITHUB_STEP_SUMMARY"
        """;

    protected override Members ReplySkeleton => [];

    protected override void Check(ParseResult parsed, RequestInput request) => CheckTaskId(request.Text(Members[0])!);

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var (parsed, shell) = (invocation.Parsed, invocation.Shell);
        var taskId = invocation.Request.Text(Members[0])!;
        var report = await AuditReport.ReadAsync(
            invocation.Client, taskId, invocation.Connection!.Source, shell.Time, cancellationToken);
        var format = parsed.GetValue(_format)!;
        if (parsed.GetValue(_out) is { } path)
        {
            await using var file = new StreamWriter(path);
            ReportFormat.Write(report, format, file);
        }
        else
        {
            ReportFormat.Write(report, format, shell.Output);
        }

        if (!report.HasEnded)
        {
            shell.Error.WriteLine("The audit is still running: the report tells what it has found so far.");
        }

        return parsed.GetValue(_exitStatus) ? AuditVerdict.ExitCodeOf(report.Audit) : 0;
    }
}
