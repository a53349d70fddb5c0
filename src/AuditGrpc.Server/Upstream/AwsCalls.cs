using Amazon.Runtime;
using AuditGrpc.Server.Errors;
using AuditGrpc.V1;
using Polly;
using Polly.Retry;

namespace AuditGrpc.Server.Upstream;

/// <summary>The one way to AWS: within the budget, with what goes wrong translated and logged, and again where that is safe.</summary>
internal sealed class AwsCalls(string source, UpstreamOptions options, TimeProvider time, ILogger logger)
{
    // Throttling is not retried here: that would spend more of what is already spent. The caller learns when to.
    private readonly ResiliencePipeline _retrying = Retrying(options, time, failure => failure.Reason == ErrorReason.UpstreamUnavailable);
    private readonly ResiliencePipeline _retryingUnsent = Retrying(options, time, failure => failure.IsUnsent);

    /// <summary>Makes a call that changes nothing more if it is made twice.</summary>
    public Task<T> MakeAsync<T>(
        Budget budget, string? taskId, ReadPolicy policy, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(policy.Retries ? _retrying : ResiliencePipeline.Empty, budget, taskId, policy.Patience, call, cancellationToken);

    /// <summary>Makes a call that does a thing again each time it is made: again only if the request has not left.</summary>
    public Task<T> MakeOnceAsync<T>(
        Budget budget, ReadPolicy policy, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(_retryingUnsent, budget, taskId: null, policy.Patience, call, cancellationToken);

    private static ResiliencePipeline Retrying(UpstreamOptions options, TimeProvider time, Func<AuditFailure, bool> shouldRetry)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.Attempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle(shouldRetry),
                MaxRetryAttempts = options.Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = options.RetryDelay,
                UseJitter = true,
            });
        }

        return builder.Build();
    }

    private async Task<T> RunAsync<T>(
        ResiliencePipeline pipeline,
        Budget budget,
        string? taskId,
        int patience,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(
            async token =>
            {
                await budget.SpendAsync(patience, token);
                try
                {
                    return await call(token);
                }
                catch (Exception exception) when (!token.IsCancellationRequested)
                {
                    throw Failure(exception, budget.Operation, taskId);
                }
            },
            cancellationToken);

    private AuditFailure Failure(Exception exception, string operation, string? taskId)
    {
        var failure = AwsErrors.ToFailure(exception, operation, taskId);
        // Callers ask for what is not there, or no longer runs, all the time: nothing has failed.
        if (failure.Reason is not (ErrorReason.AuditTaskNotFound or ErrorReason.AuditTaskNotInProgress))
        {
            var said = exception as AmazonServiceException;
            logger.UpstreamFailed(
                operation,
                source,
                failure.Reason,
                taskId,
                exception.GetType().Name,
                (int)(said?.StatusCode ?? 0),
                said?.ErrorCode,
                said?.RequestId);
            logger.UpstreamSaid(exception);
        }

        return failure;
    }
}
