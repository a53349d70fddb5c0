using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Starting;

/// <summary>
/// Finds the audit of a start whose answer was lost: one on demand, with exactly the checks that were asked for, which began when
/// the start was sent, and which nobody was told of.
/// </summary>
internal sealed class LostStarts(AuditDescriber describer, TimeProvider time)
{
    // What AWS's clock and this one may be apart, and at least as long as an attempt may take.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <returns>The audit's id; nothing if there is no such audit, or not yet.</returns>
    /// <exception cref="Errors.AuditFailure">AWS did not say.</exception>
    public async Task<string?> FindAsync(Source source, IReadOnlySet<string> checkNames, Sending lost, RecentAudits answered)
    {
        var candidates = new List<AuditTask>();
        var query = QueryOf(lost);
        do
        {
            var page = await source.Api.ListAsync(query, ReadPolicy.Call, CancellationToken.None);
            foreach (var listed in page.Items.Where(audit => !answered.Contains(audit.TaskId)))
            {
                if (await describer.FindAsync(source, listed.TaskId, ReadPolicy.Call, CancellationToken.None) is { } audit
                    && checkNames.SetEquals(audit.AuditDetails.Keys))
                {
                    candidates.Add(audit);
                }
            }

            query = query with { NextToken = page.NextToken };
        }
        while (query.NextToken is not null);

        // Of several that fit, the one that began nearest to the sending.
        return candidates
            .MinBy(audit => audit.TaskStartTime is { } start ? (start.ToDateTimeOffset() - lost.At).Duration() : TimeSpan.MaxValue)
            ?.TaskId;
    }

    private AuditQuery QueryOf(Sending lost)
    {
        var now = AuditQuery.EndOf(time.GetUtcNow());
        var last = lost.At + (2 * Tolerance);
        return new AuditQuery(
            lost.At - Tolerance,
            last < now ? last : now,
            AuditTaskStatus.Unspecified,
            AuditTaskType.OnDemandAuditTask,
            AuditQuery.MostResults,
            NextToken: null);
    }
}
