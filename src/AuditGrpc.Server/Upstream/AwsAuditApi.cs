using Amazon.IoT;
using Amazon.Runtime;
using AuditGrpc.Server.Errors;
using AuditGrpc.V1;
using Polly;
using Polly.Retry;
using Aws = Amazon.IoT.Model;

namespace AuditGrpc.Server.Upstream;

/// <summary>A source as AWS's SDK reaches it.</summary>
internal sealed class AwsAuditApi : IAuditApi, IDisposable
{
    private const string DescribeAuditTask = nameof(DescribeAuditTask);

    private readonly string _source;
    private readonly IAmazonIoT _client;
    private readonly ILogger _logger;
    private readonly Budget _describes;
    private readonly ResiliencePipeline _retrying;

    public AwsAuditApi(
        string source, SourceOptions sourceOptions, IAmazonIoT client, UpstreamOptions upstreamOptions, TimeProvider time, ILogger logger)
    {
        _source = source;
        _client = client;
        _logger = logger;
        _describes = new Budget(DescribeAuditTask, sourceOptions.DescribePerSecond);
        _retrying = Retrying(upstreamOptions, time);
    }

    public async Task<AuditTask> DescribeAsync(string taskId, ReadPolicy policy, CancellationToken cancellationToken)
    {
        var request = new Aws.DescribeAuditTaskRequest { TaskId = taskId };
        return await (policy.Retries ? _retrying : ResiliencePipeline.Empty).ExecuteAsync(
            async token =>
            {
                await _describes.SpendAsync(policy.Patience, token);
                try
                {
                    return Translation.ToAuditTask(taskId, await _client.DescribeAuditTaskAsync(request, token));
                }
                catch (Exception exception) when (!token.IsCancellationRequested)
                {
                    throw Failure(exception, DescribeAuditTask, taskId);
                }
            },
            cancellationToken);
    }

    public void Dispose()
    {
        _describes.Dispose();
        _client.Dispose();
    }

    private static ResiliencePipeline Retrying(UpstreamOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.Attempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                // Throttling is not retried here: that would spend more of what is already spent. The caller learns when to.
                ShouldHandle = new PredicateBuilder().Handle<AuditFailure>(failure => failure.Reason == ErrorReason.UpstreamUnavailable),
                MaxRetryAttempts = options.Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = options.RetryDelay,
                UseJitter = true,
            });
        }

        return builder.Build();
    }

    private AuditFailure Failure(Exception exception, string operation, string taskId)
    {
        var failure = AwsErrors.ToFailure(exception, operation, taskId);
        if (failure.Reason != ErrorReason.AuditTaskNotFound)
        {
            var said = exception as AmazonServiceException;
            _logger.UpstreamFailed(
                operation, taskId, _source, failure.Reason, exception.GetType().Name, (int)(said?.StatusCode ?? 0), said?.ErrorCode, said?.RequestId);
            _logger.UpstreamSaid(exception);
        }

        return failure;
    }
}
