using System.CommandLine;
using AuditGrpc.Cli.Failures;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;
using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Cli.Commands;

internal sealed class FindingsCommand : PagedCommand<AuditFinding>
{
    private const int LargestPage = 250;

    private readonly Option<bool> _bySeverity = new("--by-severity")
    {
        Description = "Counts the findings by severity and check instead of listing them, in a table or as --output says.",
    };

    public FindingsCommand(CommonOptions common, Shell shell)
        : base("list-audit-findings", "findings", "ListAuditFindings", "Lists what an audit found, or all audits during a period.",
            "findings", "findings",
            [
                new("taskId", InputKind.Text, "Only findings of this audit; then without a period."),
                new("checkName", InputKind.Text, "Only findings of this check."),
                ResourceInput.Member("Only findings about this resource: clientId=one, or the same as JSON."),
                new("maxResults", InputKind.Number, "Only one page, of so many findings: 1 to 250."),
                NextTokenMember(),
                new("startTime", InputKind.Time, "The period's beginning. Default: as far back as AWS keeps findings, 90 days."),
                new("endTime", InputKind.Time, "The period's end. Default: now."),
                new("listSuppressedFindings", InputKind.Truth, "Only suppressed findings. Without this and its opposite: both kinds."),
            ], common, shell) =>
        Add(_bySeverity);

    public override string Examples => """
        auditgrpc list-audit-findings --task-id bad00000000000000000000000000001 --no-list-suppressed-findings
        auditgrpc list-audit-findings --start-time 2026-01-01 --check-name DEVICE_CERTIFICATE_EXPIRING_CHECK --output text
        auditgrpc findings --resource-identifier policyVersionIdentifier={policyName=fleet,policyVersionId=1}
        auditgrpc findings --task-id bad00000000000000000000000000001 --by-severity
        """;

    protected override Members ItemSkeleton => FindingReply.Skeleton();

    protected override void Check(ParseResult parsed, RequestInput request)
    {
        base.Check(parsed, request);
        if (request.Text("taskId") is { } taskId)
        {
            CheckTaskId(taskId);
            if (request.Time("startTime") is not null || request.Time("endTime") is not null)
            {
                throw CommandException.InvalidInput("taskId excludes startTime and endTime: the findings of an audit, or of a period");
            }
        }

        if (parsed.GetValue(_bySeverity) && !(Paging.ReadsAll(parsed) && request.Number("maxResults") is null && request.Text("nextToken") is null))
        {
            throw CommandException.Usage($"{_bySeverity.Name} counts all findings: it excludes options that print some");
        }
    }

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (!invocation.Parsed.GetValue(_bySeverity))
        {
            return await base.CallAsync(invocation, cancellationToken);
        }

        var counts = new SeverityCounts();
        var (_, pageSize, _) = Paging.Of(invocation.Parsed);
        var request = Request(invocation, "", pageSize > 0 ? pageSize : LargestPage);
        await foreach (var finding in invocation.Client.ListFindingsAsync(request, cancellationToken))
        {
            counts.Add(finding);
        }

        if (invocation.Format is null or OutputFormat.Table)
        {
            counts.WriteTable(invocation.Shell, invocation.IsColored);
        }
        else
        {
            invocation.Print(counts.ToReply());
        }

        return 0;
    }

    protected override async Task<Pages<AuditFinding>> ReadPageAsync(
        Invocation invocation, string pageToken, int pageSize, CancellationToken cancellationToken)
    {
        var page = await invocation.Client.FindingRpc.ListAuditFindingsAsync(
            Request(invocation, pageToken, pageSize), deadline: invocation.Connection!.Deadline(), cancellationToken: cancellationToken);
        return PageOf(page.Findings, page.NextPageToken);
    }

    protected override Members Print(AuditFinding item, Invocation invocation) => FindingReply.Of(item, invocation.Shell.Time.LocalTimeZone);

    private static ListAuditFindingsRequest Request(Invocation invocation, string pageToken, int pageSize)
    {
        var given = invocation.Request;
        var request = new ListAuditFindingsRequest
        {
            Source = invocation.Connection!.Source,
            TaskId = given.Text("taskId") ?? "",
            StartTime = given.Time("startTime")?.ToTimestamp(),
            EndTime = given.Time("endTime")?.ToTimestamp(),
            CheckName = given.Text("checkName") ?? "",
            ResourceIdentifier = ResourceInput.Of(given.Structure("resourceIdentifier")),
            PageToken = pageToken,
            PageSize = pageSize,
        };
        if (given.Truth("listSuppressedFindings") is { } suppressed)
        {
            request.ListSuppressedFindings = suppressed;
        }

        return request;
    }
}
