using System.Runtime.CompilerServices;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Client;

public partial class AuditClient
{
    /// <summary>Lists findings, asking for page after page as they are read. Retried on UNAVAILABLE.</summary>
    /// <param name="request">
    /// The audit or the period, what to filter by, and how many to a page; it is not changed. Its source defaults to
    /// <see cref="AuditClientOptions.Source"/>. Default: all that AWS keeps (90 days), suppressed or not.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException">Such as INVALID_ARGUMENT: see <see cref="RpcExceptionExtensions.FieldViolations"/>.</exception>
    public virtual async IAsyncEnumerable<AuditFinding> ListFindingsAsync(
        ListAuditFindingsRequest? request = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = request?.Clone() ?? new();
        next.Source = next.Source.Length > 0 ? next.Source : SourceOr(null);
        do
        {
            var page = await CallAsync(FindingRpc.ListAuditFindingsAsync, next, cancellationToken).ConfigureAwait(false);
            foreach (var finding in page.Findings)
            {
                yield return finding;
            }

            next = new(next) { PageToken = page.NextPageToken };
        }
        while (next.PageToken.Length > 0);
    }

    /// <summary>Reads a finding. Retried on UNAVAILABLE.</summary>
    /// <param name="findingId">The finding: 1 to 128 letters, digits, hyphens, and underscores.</param>
    /// <param name="source">The AWS account and region to ask. Default: <see cref="AuditClientOptions.Source"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException">Such as NOT_FOUND, <see cref="ErrorReason.AuditFindingNotFound"/>.</exception>
    public virtual async Task<AuditFinding> DescribeFindingAsync(
        string findingId, string? source = null, CancellationToken cancellationToken = default)
    {
        var request = new DescribeAuditFindingRequest { FindingId = findingId, Source = SourceOr(source) };
        var response = await CallAsync(FindingRpc.DescribeAuditFindingAsync, request, cancellationToken).ConfigureAwait(false);
        return response.Finding;
    }

    /// <summary>
    /// Lists all resources that have to do with a finding, asking for page after page as they are read; the finding itself tells 10 of
    /// them at most. Retried on UNAVAILABLE.
    /// </summary>
    /// <param name="findingId">The finding: 1 to 128 letters, digits, hyphens, and underscores.</param>
    /// <param name="source">The AWS account and region to ask. Default: <see cref="AuditClientOptions.Source"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException">Such as NOT_FOUND, <see cref="ErrorReason.AuditFindingNotFound"/>.</exception>
    public virtual async IAsyncEnumerable<RelatedResource> ListRelatedResourcesAsync(
        string findingId, string? source = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = new ListRelatedResourcesForAuditFindingRequest { FindingId = findingId, Source = SourceOr(source) };
        do
        {
            var page = await CallAsync(FindingRpc.ListRelatedResourcesForAuditFindingAsync, next, cancellationToken).ConfigureAwait(false);
            foreach (var resource in page.RelatedResources)
            {
                yield return resource;
            }

            next = new(next) { PageToken = page.NextPageToken };
        }
        while (next.PageToken.Length > 0);
    }
}
