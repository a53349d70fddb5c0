using AuditGrpc.Server.Checking;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Server.Services;

/// <summary><c>auditgrpc.v1.AuditCheckService</c>.</summary>
internal sealed class AuditCheckServiceV1(Sources sources) : AuditCheckService.AuditCheckServiceBase
{
    public override async Task<ListAuditChecksResponse> ListAuditChecks(ListAuditChecksRequest request, ServerCallContext context)
    {
        var source = sources.Find(request.Source);
        var checks = await source.Api.ListChecksAsync(ReadPolicy.Call, context.CancellationToken);
        return new ListAuditChecksResponse
        {
            AuditChecks = { checks.Select(KnownChecks.Describe).OrderBy(check => check.CheckName, StringComparer.Ordinal) },
        };
    }
}
