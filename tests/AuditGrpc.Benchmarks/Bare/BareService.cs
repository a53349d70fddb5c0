using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Benchmarks.Bare;

internal sealed class BareService(DescribeAuditTaskResponse reply) : AuditService.AuditServiceBase
{
    private readonly Task<DescribeAuditTaskResponse> _reply = Task.FromResult(reply);

    public override Task<DescribeAuditTaskResponse> DescribeAuditTask(DescribeAuditTaskRequest request, ServerCallContext context) =>
        _reply;
}
