using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;

namespace AuditGrpc.Server.Starting;

/// <summary>A source's starts, one at a time.</summary>
internal sealed class StartLane(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>The audits that callers were told of: for longer than a lost start can still be asked about.</summary>
    public RecentAudits Answered { get; } = new(2 * StartRequests.Memory, time);

    /// <exception cref="AuditFailure">Too many starts wait. Nothing was sent.</exception>
    public async Task EnterAsync()
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            await _gate.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException waited)
        {
            throw AuditFailure.Throttled(AwsOperations.StartOnDemandAuditTask, Patience, waited);
        }
    }

    public void Leave() => _gate.Release();

    public void Dispose() => _gate.Dispose();
}
