namespace AuditGrpc.Server.Upstream;

/// <summary>A page of what AWS lists.</summary>
/// <param name="Items">What it lists, in AWS's order.</param>
/// <param name="NextToken">AWS's token for the page after; none after the last.</param>
internal sealed record AwsPage<T>(IReadOnlyList<T> Items, string? NextToken);
