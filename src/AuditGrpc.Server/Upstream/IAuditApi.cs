using AuditGrpc.V1;

namespace AuditGrpc.Server.Upstream;

/// <summary>What this server asks of a source. The seam where tests take AWS's place.</summary>
internal interface IAuditApi
{
    /// <exception cref="Errors.AuditFailure">The source did not report the audit.</exception>
    Task<AuditTask> DescribeAsync(string taskId, ReadPolicy policy, CancellationToken cancellationToken);
}
