using System.CommandLine;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;
using AuditGrpc.Cli.Watching;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Commands;

internal sealed class WatchCommand : AuditCommand
{
    private readonly Option<bool> _exitStatus = AuditVerdict.CreateOption();

    public WatchCommand(CommonOptions common, Shell shell)
        : base(
            "watch-audit-task", "watch", "WatchAuditTask",
            "Follows an audit until it has ended: live on a terminal, else a line for each change, with --output a document for each state.",
            [TaskIdMember("The ID of the audit to watch.")], common, shell) =>
        Add(_exitStatus);

    public override string Examples => """
        auditgrpc watch-audit-task --task-id a3aea009955e501a31b764abe1bebd3d
        auditgrpc watch --task-id a3aea009955e501a31b764abe1bebd3d --output json | jq -r .taskStatus
        """;

    protected override Members ReplySkeleton => AuditReply.Skeleton();

    protected override void Check(ParseResult parsed, RequestInput request) => CheckTaskId(request.Text(Members[0])!);

    protected override Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken) =>
        FollowAsync(invocation, invocation.Request.Text(Members[0])!, invocation.Parsed.GetValue(_exitStatus), cancellationToken);

    /// <summary>Shows an audit until it has ended.</summary>
    /// <param name="invocation">The use of a command.</param>
    /// <param name="taskId">The audit.</param>
    /// <param name="exitStatus">Whether the exit code is to tell how it ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> FollowAsync(Invocation invocation, string taskId, bool exitStatus, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption(cancellationToken);
        try
        {
            AuditTask? last = null;
            await using var view = Watching.View.For(invocation, taskId, interruption.Token);
            await foreach (var audit in invocation.Client.WatchAsync(taskId, progress: view, cancellationToken: interruption.Token))
            {
                view.Show(audit);
                last = audit;
            }

            return exitStatus ? AuditVerdict.ExitCodeOf(last!) : 0;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
    }
}
