using Amazon.Runtime;
using AuditGrpc.Server.Errors;
using AuditGrpc.V1;
using Polly;

namespace AuditGrpc.Server.Upstream;

/// <summary>The one way to AWS: within the budget, with what goes wrong translated and logged, and again where that is safe.</summary>
internal sealed class AwsCalls(string source, SourceCredentials credentials, UpstreamOptions options, TimeProvider time, ILogger logger)
{
    // Throttling is not retried here: that would spend more of what is already spent. The caller learns when to.
    private readonly ResiliencePipeline _retrying = Retries.When(failure => failure.Reason == ErrorReason.UpstreamUnavailable, options, time);
    private readonly ResiliencePipeline _retryingUnsent = Retries.When(failure => failure.IsUnsent, options, time);

    /// <summary>Makes a call that changes nothing more if it is made twice.</summary>
    /// <param name="budget">What the call is of.</param>
    /// <param name="id">The audit or finding that the call asks for; nothing if it asks for none.</param>
    /// <param name="policy">How hard it tries.</param>
    /// <param name="call">One attempt.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public Task<T> MakeAsync<T>(
        Budget budget, string? id, ReadPolicy policy, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(policy.Retries ? _retrying : ResiliencePipeline.Empty, budget, id, policy.Patience, call, cancellationToken);

    /// <summary>Makes a call that does a thing again each time it is made: again only if the request has not left.</summary>
    public Task<T> MakeOnceAsync<T>(
        Budget budget, ReadPolicy policy, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(_retryingUnsent, budget, id: null, policy.Patience, call, cancellationToken);

    private async Task<T> RunAsync<T>(
        ResiliencePipeline pipeline,
        Budget budget,
        string? id,
        int patience,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(
            async token => await credentials.UseAsync(() => CallAsync(budget, id, patience, call, token), token),
            cancellationToken);

    private async Task<T> CallAsync<T>(
        Budget budget, string? id, int patience, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        await budget.SpendAsync(patience, cancellationToken);
        try
        {
            return await call(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(exception, budget.Operation, id);
        }
    }

    private AuditFailure Failure(Exception exception, string operation, string? id)
    {
        var failure = AwsErrors.ToFailure(exception, operation, id);
        // Callers ask for what is not there, or no longer runs, all the time: nothing has failed.
        if (failure.Reason is not (ErrorReason.AuditTaskNotFound or ErrorReason.AuditTaskNotInProgress or ErrorReason.AuditFindingNotFound))
        {
            logger.UpstreamFailed(
                operation,
                source,
                failure.Reason,
                id,
                UpstreamFacts.KindOf(exception),
                (int)((exception as AmazonServiceException)?.StatusCode ?? 0),
                UpstreamFacts.CodeOf(exception),
                UpstreamFacts.RequestIdOf(exception));
        }

        return failure;
    }
}
