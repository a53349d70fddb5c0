using System.CommandLine;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;

namespace AuditGrpc.Cli.Commands;

internal sealed class WaitCommand(CommonOptions common, Shell shell) : AuditCommand(
    "wait-audit-task", "wait", "WaitAuditTask",
    "Waits until an audit has ended; the exit code tells how. Prints nothing, or with --output its last state.",
    [TaskIdMember("The ID of the audit to wait for.")], common, shell)
{
    public override string Examples => """
        auditgrpc wait-audit-task --task-id a3aea009955e501a31b764abe1bebd3d && echo compliant
        auditgrpc wait --task-id a3aea009955e501a31b764abe1bebd3d --output json
        """;

    protected override Members ReplySkeleton => AuditReply.Skeleton();

    protected override void Check(ParseResult parsed, RequestInput request) => CheckTaskId(request.Text(Members[0])!);

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption(cancellationToken);
        try
        {
            var audit = await invocation.Client.WaitForCompletionAsync(
                invocation.Request.Text(Members[0])!, cancellationToken: interruption.Token);
            if (invocation.Format is not null)
            {
                invocation.Print(audit);
            }

            return AuditVerdict.ExitCodeOf(audit);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
    }
}
