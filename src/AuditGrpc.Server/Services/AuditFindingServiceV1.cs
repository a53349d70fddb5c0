using AuditGrpc.Server.Finding;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Server.Services;

/// <summary><c>auditgrpc.v1.AuditFindingService</c>.</summary>
internal sealed class AuditFindingServiceV1(Sources sources, FindingLister lister) : AuditFindingService.AuditFindingServiceBase
{
    public override Task<ListAuditFindingsResponse> ListAuditFindings(ListAuditFindingsRequest request, ServerCallContext context)
    {
        RequestRules.CheckListFindings(request);
        return lister.ListAsync(sources.Find(request.Source), request, context.CancellationToken);
    }

    public override async Task<DescribeAuditFindingResponse> DescribeAuditFinding(
        DescribeAuditFindingRequest request, ServerCallContext context)
    {
        var findingId = RequestRules.RequireFindingId(request.FindingId);
        var source = sources.Find(request.Source);
        var finding = await source.Api.DescribeFindingAsync(findingId, ReadPolicy.Call, context.CancellationToken);
        return new DescribeAuditFindingResponse { Finding = finding };
    }

    public override Task<ListRelatedResourcesForAuditFindingResponse> ListRelatedResourcesForAuditFinding(
        ListRelatedResourcesForAuditFindingRequest request, ServerCallContext context)
    {
        RequestRules.RequireFindingId(request.FindingId);
        RequestRules.CheckPageSize(request.PageSize);
        return FindingLister.ListRelatedAsync(sources.Find(request.Source), request, context.CancellationToken);
    }
}
