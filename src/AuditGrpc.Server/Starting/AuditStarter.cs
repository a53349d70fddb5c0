using System.Collections.Concurrent;
using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Starting;

/// <summary>
/// Starts audits, none of them twice. AWS has no idempotency token, and starts another audit each time it is asked. So when its
/// answer is lost, nothing is sent again before it is known what became of the start: the audit is looked for, at once and whenever
/// the caller asks again. Only if none has appeared for as long as AWS may take to show one is the start sent again.
/// </summary>
/// <remarks>
/// An audit that another program starts, with the same checks and within the same minutes, may be taken for the one that was lost:
/// then two callers share an audit, which is the lesser evil. Starts of this server are never mixed up so, because a source has one
/// at a time; AWS allows few in a second, so that costs little.
/// </remarks>
internal sealed class AuditStarter(AuditDescriber describer, TimeProvider time, ILogger<AuditStarter> logger) : IDisposable
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    private readonly StartRequests _requests = new(time);
    private readonly LostStarts _lostStarts = new(describer, time);
    private readonly ConcurrentDictionary<string, StartLane> _lanes = new();

    /// <param name="source">The source to audit.</param>
    /// <param name="checkNames">The checks to perform.</param>
    /// <param name="requestId">The caller's name for the request; nothing if it gave none.</param>
    /// <returns>The start, which goes on if its caller is gone: whoever asks again with the same id learns how it went.</returns>
    /// <exception cref="AuditFailure">No audit was started, or it is not known whether one was.</exception>
    public Task<Acted> StartAsync(Source source, IReadOnlySet<string> checkNames, Guid? requestId) => requestId is { } id
        ? _requests.Join(new RequestKey(source.Name, id), checkNames, request => RunAsync(source, request))
        : RunAsync(source, new StartRequest(checkNames));

    public void Dispose()
    {
        foreach (var lane in _lanes.Values)
        {
            lane.Dispose();
        }
    }

    private async Task<Acted> RunAsync(Source source, StartRequest request)
    {
        var lane = _lanes.GetOrAdd(source.Name, _ => new StartLane(time));
        await lane.EnterAsync();
        try
        {
            var acted = request.Lost is { } lost
                ? await SettleAsync(source, lane, request, lost)
                : await SendAsync(source, lane, request);
            lane.Answered.Add(acted.TaskId);
            return acted;
        }
        finally
        {
            lane.Leave();
        }
    }

    private async Task<Acted> SendAsync(Source source, StartLane lane, StartRequest request)
    {
        var sending = new Sending(time.GetUtcNow(), time.GetTimestamp());
        try
        {
            return await source.Api.StartAsync(request.CheckNames, CancellationToken.None);
        }
        catch (AuditFailure failure) when (failure.MayHaveActed)
        {
            request.Lost = sending;
            if (await FindAsync(source, lane, request, sending) is { } found)
            {
                return found;
            }

            throw;
        }
        catch (AuditFailure failure) when (failure.Reason == ErrorReason.InvalidRequest)
        {
            throw await RefusedChecks.ExplainAsync(source, request.CheckNames, failure);
        }
    }

    /// <summary>Comes back to a start whose answer was lost.</summary>
    private async Task<Acted> SettleAsync(Source source, StartLane lane, StartRequest request, Sending lost)
    {
        // Measured before the look, so that what appears during it is not missed.
        var left = RecentAudits.Appearance - time.GetElapsedTime(lost.Timestamp);
        if (await FindAsync(source, lane, request, lost) is { } found)
        {
            return found;
        }

        if (left > TimeSpan.Zero)
        {
            throw AuditFailure.StartUnknown(left < LookAgainAfter ? left : LookAgainAfter);
        }

        logger.RepeatingLostStart(source.Name);
        request.Lost = null;
        return await SendAsync(source, lane, request);
    }

    private async Task<Acted?> FindAsync(Source source, StartLane lane, StartRequest request, Sending lost)
    {
        var found = await _lostStarts.FindAsync(source, request.CheckNames, lost, lane.Answered);
        if (found is null)
        {
            return null;
        }

        logger.FoundLostStart(source.Name, found);
        return new Acted(found, AwsRequestId: null);
    }
}
