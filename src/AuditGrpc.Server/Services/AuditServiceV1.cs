using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Server.Services;

/// <summary><c>auditgrpc.v1.AuditService</c>.</summary>
internal sealed class AuditServiceV1(Sources sources, AuditDescriber describer) : AuditService.AuditServiceBase
{
    public override async Task<DescribeAuditTaskResponse> DescribeAuditTask(DescribeAuditTaskRequest request, ServerCallContext context)
    {
        var taskId = RequestRules.RequireTaskId(request.TaskId);
        var source = sources.Find(request.Source);
        var snapshot = await describer.DescribeAsync(source, taskId, context.CancellationToken);
        return snapshot.Response;
    }
}
