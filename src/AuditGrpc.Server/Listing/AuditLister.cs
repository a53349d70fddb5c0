using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Listing;

/// <summary>Lists audits, and looks each of them up for those who want to know more than AWS lists.</summary>
internal sealed class AuditLister(AuditDescriber describer, TimeProvider time)
{
    private const int DefaultPageSize = 25;

    // The seconds' worth of budget that a page of whole audits may cost: a caller's deadline must outlast it. What is known already
    // costs nothing, but what that is shows only once AWS has said where the page ends.
    private const double FullPageSeconds = 2.5;

    // Enough to spend the budget, however slow AWS is, and not so many that other callers queue behind a whole page.
    private const int ReadsAtOnce = 8;

    /// <exception cref="AuditFailure">The request is not valid, or AWS did not report all that it asks for.</exception>
    public async Task<ListAuditTasksResponse> ListAsync(Source source, ListAuditTasksRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var query = PageToken.QueryOf(request, source.Name);
        var token = request.PageToken.Length == 0 ? null : PageToken.Read(request.PageToken, query);
        var period = token?.Period ?? Period.Of(request.StartTime, request.EndTime, now);
        if (period.IsEmpty)
        {
            return new ListAuditTasksResponse();
        }

        if (!period.IsKeptAt(now))
        {
            throw PageToken.Outdated();
        }

        var page = await ReadPageAsync(source, request, period, token, cancellationToken);
        var audits = request.View == AuditTaskView.Full
            ? await DescribeAsync(source, page.Audits, cancellationToken)
            : page.Audits;
        return new ListAuditTasksResponse
        {
            AuditTasks = { audits },
            NextPageToken = page.NextToken is null ? "" : new PageToken(query, period.Start, period.End, page.NextToken).Write(),
        };
    }

    private static async Task<AuditPage> ReadPageAsync(
        Source source, ListAuditTasksRequest request, Period period, PageToken? token, CancellationToken cancellationToken)
    {
        var query = new AuditQuery(period.Start, period.End, request.TaskStatus, request.TaskType, PageSize(source, request), token?.Next);
        try
        {
            return await source.Api.ListAsync(query, ReadPolicy.Call, cancellationToken);
        }
        // All else in the query is known to be valid.
        catch (AuditFailure failure) when (failure.Reason == ErrorReason.InvalidRequest && token is not null)
        {
            throw PageToken.Outdated(failure);
        }
    }

    private static int PageSize(Source source, ListAuditTasksRequest request)
    {
        var asked = request.PageSize == 0 ? DefaultPageSize : request.PageSize;
        return request.View == AuditTaskView.Full ? Math.Clamp((int)(source.DescribePerSecond * FullPageSeconds), 1, asked) : asked;
    }

    private async Task<IEnumerable<AuditTask>> DescribeAsync(
        Source source, IReadOnlyList<AuditTask> listed, CancellationToken cancellationToken)
    {
        var audits = new AuditTask?[listed.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, listed.Count, options, async (i, token) =>
            audits[i] = await describer.FindAsync(source, listed[i].TaskId, ReadPolicy.Page, token));
        // Without those whose retention ran out since AWS listed them: they would not be in the list now.
        return audits.OfType<AuditTask>();
    }
}
