using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Listing;

/// <summary>Lists audits, and looks each of them up for those who want to know more than AWS lists.</summary>
internal sealed class AuditLister(AuditDescriber describer, TimeProvider time)
{
    // The seconds' worth of budget that a page of whole audits may cost: a caller's deadline must outlast it. What is known already
    // costs nothing, but what that is shows only once AWS has said where the page ends.
    private const double FullPageSeconds = 2.5;

    // Enough to spend the budget, however slow AWS is, and not so many that other callers queue behind a whole page.
    private const int ReadsAtOnce = 8;

    /// <exception cref="AuditFailure">The request is not valid, or AWS did not report all that it asks for.</exception>
    public async Task<ListAuditTasksResponse> ListAsync(Source source, ListAuditTasksRequest request, CancellationToken cancellationToken)
    {
        var asked = RequestedPage.Of(request, source, request.PageToken, request.PageSize);
        var period = asked.PeriodOf(request.StartTime, request.EndTime, time.GetUtcNow());
        if (period.IsEmpty)
        {
            return new ListAuditTasksResponse();
        }

        var whole = request.View == AuditTaskView.Full;
        var size = whole ? Math.Clamp((int)(source.DescribePerSecond * FullPageSeconds), 1, asked.Size) : asked.Size;
        var query = new AuditQuery(period.Start, period.End, request.TaskStatus, request.TaskType, size, asked.Next);
        var page = await asked.ReadAsync(() => source.Api.ListAsync(query, ReadPolicy.Call, cancellationToken));
        var audits = whole ? await DescribeAsync(source, page.Items, cancellationToken) : page.Items;
        return new ListAuditTasksResponse { AuditTasks = { audits }, NextPageToken = asked.TokenAfter(page, period) };
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
