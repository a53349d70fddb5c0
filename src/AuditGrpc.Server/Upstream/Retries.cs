using AuditGrpc.Server.Errors;
using Polly;
using Polly.Retry;

namespace AuditGrpc.Server.Upstream;

/// <summary>The one way in which calls to AWS are made again.</summary>
internal static class Retries
{
    public static ResiliencePipeline When(Func<AuditFailure, bool> shouldRetry, UpstreamOptions options, TimeProvider time)
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
}
