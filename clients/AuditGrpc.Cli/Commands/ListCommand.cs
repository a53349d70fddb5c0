using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;
using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Cli.Commands;

internal sealed class ListCommand(CommonOptions common, Shell shell) : PagedCommand<AuditTask>(
    "list-audit-tasks", "list", "ListAuditTasks", "Lists the audits performed during a period.", "tasks", "audits",
    [
        new("startTime", InputKind.Time, "The period's beginning. Default: as far back as AWS keeps audits, 90 days."),
        new("endTime", InputKind.Time, "The period's end. Default: now."),
        new("taskType", InputKind.Text, "Only audits of this type.", Choices: ["ON_DEMAND_AUDIT_TASK", "SCHEDULED_AUDIT_TASK"]),
        new("taskStatus", InputKind.Text, "Only audits with this status.", Choices: ["IN_PROGRESS", "COMPLETED", "FAILED", "CANCELED"]),
        NextTokenMember(),
        new("maxResults", InputKind.Number, "Only one page, of so many audits: 1 to 250."),
    ], common, shell)
{
    public override string Examples => """
        auditgrpc list-audit-tasks --start-time 2026-01-01 --end-time 2026-01-31T23:59:59Z
        auditgrpc list --task-status IN_PROGRESS --output text
        """;

    protected override Members ItemSkeleton => new() { { "taskId", "taskId" }, { "taskStatus", "taskStatus" }, { "taskType", "taskType" } };

    protected override async Task<Pages<AuditTask>> ReadPageAsync(
        Invocation invocation, string pageToken, int pageSize, CancellationToken cancellationToken)
    {
        var (given, connection) = (invocation.Request, invocation.Connection!);
        var request = new ListAuditTasksRequest
        {
            Source = connection.Source,
            StartTime = given.Time("startTime")?.ToTimestamp(),
            EndTime = given.Time("endTime")?.ToTimestamp(),
            TaskType = Words.TypeOf(given.Text("taskType") ?? ""),
            TaskStatus = Words.StatusOf(given.Text("taskStatus") ?? ""),
            PageToken = pageToken,
            PageSize = pageSize,
            View = AuditTaskView.Basic,
        };
        var page = await connection.Client.Rpc.ListAuditTasksAsync(
            request, deadline: connection.Deadline(), cancellationToken: cancellationToken);
        return PageOf(page.AuditTasks, page.NextPageToken);
    }

    protected override Members Print(AuditTask item, Invocation invocation) => AuditReply.ListItem(item);
}
