using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Listing;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Finding;

/// <summary>Lists what audits found, and the resources that have to do with a finding.</summary>
internal sealed class FindingLister(TimeProvider time)
{
    /// <exception cref="AuditFailure">The request is not valid, or AWS did not list the findings.</exception>
    public async Task<ListAuditFindingsResponse> ListAsync(
        Source source, ListAuditFindingsRequest request, CancellationToken cancellationToken)
    {
        var asked = RequestedPage.Of(request, source, request.PageToken, request.PageSize);
        // AWS takes an audit or a period, not both.
        Period? period = request.TaskId.Length > 0 ? null : asked.PeriodOf(request.StartTime, request.EndTime, time.GetUtcNow());
        if (period is { IsEmpty: true })
        {
            return new ListAuditFindingsResponse();
        }

        var query = new FindingQuery
        {
            TaskId = request.TaskId.Length > 0 ? request.TaskId : null,
            Start = period?.Start,
            End = period?.End,
            CheckName = request.CheckName.Length > 0 ? request.CheckName : null,
            Resource = request.ResourceIdentifier,
            Suppressed = request.HasListSuppressedFindings ? request.ListSuppressedFindings : null,
            MaxResults = asked.Size,
            NextToken = asked.Next,
        };
        var page = await asked.ReadAsync(() => source.Api.ListFindingsAsync(query, ReadPolicy.Call, cancellationToken));
        return new ListAuditFindingsResponse { Findings = { page.Items }, NextPageToken = asked.TokenAfter(page, period) };
    }

    /// <exception cref="AuditFailure">The request is not valid, or AWS did not list the resources.</exception>
    public static async Task<ListRelatedResourcesForAuditFindingResponse> ListRelatedAsync(
        Source source, ListRelatedResourcesForAuditFindingRequest request, CancellationToken cancellationToken)
    {
        var asked = RequestedPage.Of(request, source, request.PageToken, request.PageSize);
        var page = await asked.ReadAsync(
            () => source.Api.ListRelatedAsync(request.FindingId, asked.Size, asked.Next, ReadPolicy.Call, cancellationToken));
        return new ListRelatedResourcesForAuditFindingResponse
        {
            RelatedResources = { page.Items },
            NextPageToken = asked.TokenAfter(page),
        };
    }
}
