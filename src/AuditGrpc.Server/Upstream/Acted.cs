namespace AuditGrpc.Server.Upstream;

/// <summary>What AWS has done.</summary>
/// <param name="TaskId">The audit that it has started or canceled.</param>
/// <param name="AwsRequestId">AWS's id of the request; nothing if its answer was lost.</param>
internal sealed record Acted(string TaskId, string? AwsRequestId);
