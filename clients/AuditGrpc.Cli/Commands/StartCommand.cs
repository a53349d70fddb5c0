using System.CommandLine;
using AuditGrpc.Cli.Failures;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;
using AuditGrpc.Cli.Watching;

namespace AuditGrpc.Cli.Commands;

internal sealed class StartCommand : AuditCommand
{
    private readonly Option<bool> _watch = new("--watch") { Description = "Follows the audit until it has ended, as watch does." };
    private readonly Option<bool> _exitStatus = AuditVerdict.CreateOption();

    public StartCommand(CommonOptions common, Shell shell)
        : base("start-on-demand-audit-task", "start", "StartOnDemandAuditTask", "Starts an audit, and prints its ID.",
            [new("targetCheckNames", InputKind.TextList, "The checks to perform, each enabled for the account.", IsRequired: true)], common, shell)
    {
        Add(_watch);
        Add(_exitStatus);
    }

    public override string Examples => """
        auditgrpc start-on-demand-audit-task --target-check-names LOGGING_DISABLED_CHECK CA_CERTIFICATE_EXPIRING_CHECK
        auditgrpc start --target-check-names LOGGING_DISABLED_CHECK --watch --exit-status && echo compliant
        """;

    protected override Members ReplySkeleton => [new("taskId", "taskId")];

    protected override void Check(ParseResult parsed, RequestInput request)
    {
        if (request.TextList(Members[0]).Count == 0)
        {
            throw CommandException.InvalidInput("Invalid length for parameter targetCheckNames, value: 0, valid min length: 1");
        }

        if (parsed.GetValue(_exitStatus) && !parsed.GetValue(_watch))
        {
            throw CommandException.Usage($"{_exitStatus.Name} needs {_watch.Name}: an audit that has just been started has no end to tell");
        }
    }

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var taskId = await invocation.Client.StartAsync(
            invocation.Request.TextList(Members[0]), cancellationToken: cancellationToken);
        if (!invocation.Parsed.GetValue(_watch))
        {
            invocation.Print([new("taskId", taskId)]);
            return 0;
        }

        View.ShowStart(invocation, taskId);
        return await WatchCommand.FollowAsync(invocation, taskId, invocation.Parsed.GetValue(_exitStatus), cancellationToken);
    }
}
