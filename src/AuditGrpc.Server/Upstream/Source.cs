namespace AuditGrpc.Server.Upstream;

/// <summary>One AWS account and region, under the name its operator gave it.</summary>
internal sealed record Source(string Name, string Region, Uri? Endpoint, double DescribePerSecond, IAuditApi Api);
