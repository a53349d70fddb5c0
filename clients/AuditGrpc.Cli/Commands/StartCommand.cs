using System.CommandLine;
using AuditGrpc.Cli.Failures;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;

namespace AuditGrpc.Cli.Commands;

internal sealed class StartCommand(CommonOptions common, Shell shell) : AuditCommand(
    "start-on-demand-audit-task", "start", "StartOnDemandAuditTask", "Starts an audit, and prints its ID.",
    [new("targetCheckNames", InputKind.TextList, "The checks to perform, each enabled for the account.", IsRequired: true)], common, shell)
{
    public override string Examples => """
        auditgrpc start-on-demand-audit-task --target-check-names LOGGING_DISABLED_CHECK CA_CERTIFICATE_EXPIRING_CHECK
        auditgrpc watch --task-id $(auditgrpc start --target-check-names LOGGING_DISABLED_CHECK --output text)
        """;

    protected override Members ReplySkeleton => [new("taskId", "taskId")];

    protected override void Check(ParseResult parsed, RequestInput request)
    {
        if (request.TextList(Members[0]).Count == 0)
        {
            throw CommandException.InvalidInput("Invalid length for parameter targetCheckNames, value: 0, valid min length: 1");
        }
    }

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var taskId = await invocation.Client.StartAsync(
            invocation.Request.TextList(Members[0]), cancellationToken: cancellationToken);
        invocation.Print([new("taskId", taskId)]);
        return 0;
    }
}
