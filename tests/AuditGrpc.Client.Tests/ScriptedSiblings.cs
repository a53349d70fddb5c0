using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Client.Tests;

/// <summary>Findings, as the one script of all calls has them.</summary>
internal sealed class ScriptedFindings(ScriptedService script) : AuditFindingService.AuditFindingServiceBase
{
    public override Task<ListAuditFindingsResponse> ListAuditFindings(ListAuditFindingsRequest request, ServerCallContext context) =>
        script.AnswerAsync<ListAuditFindingsResponse>(request, context);

    public override Task<DescribeAuditFindingResponse> DescribeAuditFinding(DescribeAuditFindingRequest request, ServerCallContext context) =>
        script.AnswerAsync<DescribeAuditFindingResponse>(request, context);

    public override Task<ListRelatedResourcesForAuditFindingResponse> ListRelatedResourcesForAuditFinding(
        ListRelatedResourcesForAuditFindingRequest request, ServerCallContext context) =>
        script.AnswerAsync<ListRelatedResourcesForAuditFindingResponse>(request, context);
}

/// <summary>Checks, as the one script of all calls has them.</summary>
internal sealed class ScriptedChecks(ScriptedService script) : AuditCheckService.AuditCheckServiceBase
{
    public override Task<ListAuditChecksResponse> ListAuditChecks(ListAuditChecksRequest request, ServerCallContext context) =>
        script.AnswerAsync<ListAuditChecksResponse>(request, context);
}

/// <summary>Sources, as the one script of all calls has them.</summary>
internal sealed class ScriptedSources(ScriptedService script) : SourceService.SourceServiceBase
{
    public override Task<ListSourcesResponse> ListSources(ListSourcesRequest request, ServerCallContext context) =>
        script.AnswerAsync<ListSourcesResponse>(request, context);
}
