using System.CommandLine;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;

namespace AuditGrpc.Cli.Commands;

internal sealed class DescribeCommand : AuditCommand
{
    private readonly Option<bool> _exitStatus = AuditVerdict.CreateOption();

    public DescribeCommand(CommonOptions common, Shell shell)
        : base("describe-audit-task", "describe", "DescribeAuditTask", "Prints an audit's current state.",
            [TaskIdMember("The ID of the audit to describe.")], common, shell) =>
        Add(_exitStatus);

    public override string Examples => """
        auditgrpc describe-audit-task --task-id a3aea009955e501a31b764abe1bebd3d
        auditgrpc describe --task-id a3aea009955e501a31b764abe1bebd3d --output table
        auditgrpc describe --task-id a3aea009955e501a31b764abe1bebd3d --exit-status >/dev/null || echo "look at it: $?"
        """;

    protected override Members ReplySkeleton => AuditReply.Skeleton();

    protected override void Check(ParseResult parsed, RequestInput request) => CheckTaskId(request.Text(Members[0])!);

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var audit = await invocation.Client.DescribeAsync(invocation.Request.Text(Members[0])!, cancellationToken: cancellationToken);
        invocation.Print(audit);
        return invocation.Parsed.GetValue(_exitStatus) ? AuditVerdict.ExitCodeOf(audit) : 0;
    }
}
