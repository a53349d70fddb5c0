using System.CommandLine;
using AuditGrpc.Cli.Failures;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;
using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Cli.Commands;

internal sealed class ListCommand : AuditCommand
{
    private const int MaxPageSize = 250;

    private readonly PagingOptions _paging = new();

    public ListCommand(CommonOptions common, Shell shell)
        : base("list-audit-tasks", "list", "ListAuditTasks", "Lists the audits performed during a period.",
            [
                new("startTime", InputKind.Time, "The period's beginning. Default: as far back as AWS keeps audits, 90 days."),
                new("endTime", InputKind.Time, "The period's end. Default: now."),
                new("taskType", InputKind.Text, "Only audits of this type.", Choices: ["ON_DEMAND_AUDIT_TASK", "SCHEDULED_AUDIT_TASK"]),
                new("taskStatus", InputKind.Text, "Only audits with this status.", Choices: ["IN_PROGRESS", "COMPLETED", "FAILED", "CANCELED"]),
                new("nextToken", InputKind.Text, "Only the page that this token stands for."),
                new("maxResults", InputKind.Number, "Only one page, of so many audits: 1 to 250."),
            ], common, shell)
    {
        foreach (var option in _paging.All)
        {
            Add(option);
        }
    }

    public override string Examples => """
        auditgrpc list-audit-tasks --start-time 2026-01-01 --end-time 2026-01-31T23:59:59Z
        auditgrpc list --task-status IN_PROGRESS --output text
        """;

    protected override Members ReplySkeleton => new()
    {
        { "tasks", new List<Members> { new() { { "taskId", "taskId" }, { "taskStatus", "taskStatus" }, { "taskType", "taskType" } } } },
        { "nextToken", "nextToken" },
    };

    protected override void Check(ParseResult parsed, RequestInput request)
    {
        if (request.Number(MaxResults) is < 1 or > MaxPageSize)
        {
            throw CommandException.InvalidInput($"Invalid value for parameter maxResults: must be 1 to {MaxPageSize}");
        }

        _paging.Check(parsed, request.Number(MaxResults) is not null || request.Text(NextToken) is not null);
    }

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var given = invocation.Request;
        var request = new ListAuditTasksRequest
        {
            Source = invocation.Connection!.Source,
            StartTime = given.Time(Members[0])?.ToTimestamp(),
            EndTime = given.Time(Members[1])?.ToTimestamp(),
            TaskType = Words.TypeOf(given.Text(Members[2]) ?? ""),
            TaskStatus = Words.StatusOf(given.Text(Members[3]) ?? ""),
            PageToken = given.Text(NextToken) ?? "",
            PageSize = (int)(given.Number(MaxResults) ?? 0),
            View = AuditTaskView.Basic,
        };
        var isOnePage = !invocation.IsPaged || given.Text(NextToken) is not null || given.Number(MaxResults) is not null;
        var page = isOnePage
            ? await AuditPages.ReadOneAsync(invocation.Connection, request, cancellationToken)
            : await AuditPages.ReadAsync(invocation.Connection, request, _paging.Of(invocation.Parsed), cancellationToken);
        invocation.Print(new Members
        {
            { "tasks", page.Audits.ConvertAll(AuditReply.ListItem) },
            { isOnePage ? "nextToken" : "NextToken", page.Next },
        });
        return 0;
    }

    private InputMember NextToken => Members[4];

    private InputMember MaxResults => Members[5];
}
