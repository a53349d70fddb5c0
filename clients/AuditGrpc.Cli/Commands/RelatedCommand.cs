using System.CommandLine;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Commands;

internal sealed class RelatedCommand(CommonOptions common, Shell shell) : PagedCommand<RelatedResource>(
    "list-related-resources-for-audit-finding", "related", "ListRelatedResourcesForAuditFinding",
    "Lists all resources that have to do with a finding, which itself tells 10 of them at most.", "relatedResources", "resources",
    [
        FindingIdMember("The ID of the finding."),
        NextTokenMember(),
        new("maxResults", InputKind.Number, "Only one page, of so many resources: 1 to 250."),
    ], common, shell)
{
    public override string Examples => """
        auditgrpc list-related-resources-for-audit-finding --finding-id 1f2e3d4c-5b6a-7988-a7b6-c5d4e3f20100
        auditgrpc related --finding-id 1f2e3d4c-5b6a-7988-a7b6-c5d4e3f20100 --output text
        """;

    protected override Members ItemSkeleton => FindingReply.RelatedSkeleton();

    protected override void Check(ParseResult parsed, RequestInput request)
    {
        base.Check(parsed, request);
        CheckFindingId(request.Text(Members[0])!);
    }

    protected override async Task<Pages<RelatedResource>> ReadPageAsync(
        Invocation invocation, string pageToken, int pageSize, CancellationToken cancellationToken)
    {
        var connection = invocation.Connection!;
        var request = new ListRelatedResourcesForAuditFindingRequest
        {
            Source = connection.Source,
            FindingId = invocation.Request.Text(Members[0]),
            PageToken = pageToken,
            PageSize = pageSize,
        };
        var page = await connection.Client.FindingRpc.ListRelatedResourcesForAuditFindingAsync(
            request, deadline: connection.Deadline(), cancellationToken: cancellationToken);
        return PageOf(page.RelatedResources, page.NextPageToken);
    }

    protected override Members Print(RelatedResource item, Invocation invocation) => FindingReply.Of(item);
}
