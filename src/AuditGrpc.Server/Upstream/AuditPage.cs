using AuditGrpc.V1;

namespace AuditGrpc.Server.Upstream;

/// <summary>A page of audits as AWS lists them: ids, statuses and types.</summary>
/// <param name="Audits">The audits, in AWS's order.</param>
/// <param name="NextToken">AWS's token for the page after; none after the last.</param>
internal sealed record AuditPage(IReadOnlyList<AuditTask> Audits, string? NextToken);
