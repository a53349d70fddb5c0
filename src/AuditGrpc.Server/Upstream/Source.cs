namespace AuditGrpc.Server.Upstream;

/// <summary>One AWS account and region, under the name its operator gave it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Region">The region.</param>
/// <param name="Endpoint">What replaces AWS's endpoint, if anything does.</param>
/// <param name="DescribePerSecond">The budget of DescribeAuditTask, by which polls are paced.</param>
/// <param name="Api">What this server asks of it.</param>
/// <param name="Identity">Who this server is to it; nothing where a test takes AWS's place.</param>
internal sealed record Source(string Name, string Region, Uri? Endpoint, double DescribePerSecond, IAuditApi Api, SourceIdentity? Identity = null);
