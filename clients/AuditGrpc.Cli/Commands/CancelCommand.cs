using System.CommandLine;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;

namespace AuditGrpc.Cli.Commands;

internal sealed class CancelCommand(CommonOptions common, Shell shell) : AuditCommand(
    "cancel-audit-task", "cancel", "CancelAuditTask", "Cancels an audit that is in progress. Prints nothing.",
    [TaskIdMember("The ID of the audit to cancel.")], common, shell)
{
    public override string Examples => "auditgrpc cancel-audit-task --task-id a3aea009955e501a31b764abe1bebd3d";

    protected override Members ReplySkeleton => [];

    protected override void Check(ParseResult parsed, RequestInput request) => CheckTaskId(request.Text(Members[0])!);

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        await invocation.Client.CancelAsync(invocation.Request.Text(Members[0])!, cancellationToken: cancellationToken);
        return 0;
    }
}
