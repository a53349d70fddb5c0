using System.Runtime.CompilerServices;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Client;

public partial class AuditClient
{
    /// <summary>Reads an audit's current state. Retried on UNAVAILABLE.</summary>
    /// <param name="taskId">The audit: 1 to 40 letters, digits, and hyphens.</param>
    /// <param name="source">The AWS account and region to ask. Default: <see cref="AuditClientOptions.Source"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException">Such as NOT_FOUND, <see cref="ErrorReason.AuditTaskNotFound"/>.</exception>
    public virtual async Task<AuditTask> DescribeAsync(
        string taskId, string? source = null, CancellationToken cancellationToken = default)
    {
        var request = new DescribeAuditTaskRequest { TaskId = taskId, Source = SourceOr(source) };
        var response = await CallAsync(Rpc.DescribeAuditTaskAsync, request, cancellationToken).ConfigureAwait(false);
        return response.AuditTask;
    }

    /// <summary>
    /// Follows an audit until it has ended. Yields its current state, then each new one, and last the one that
    /// <see cref="AuditTaskExtensions.IsTerminal"/>. States are whole; a caller who falls behind skips to the latest.
    /// </summary>
    /// <remarks>
    /// Once the service has answered, the watch outlives whatever passes: a server that stops or dies, a connection that breaks or
    /// goes silent (<see cref="AuditClientOptions.SilenceTimeout"/>), AWS being away, RESOURCE_EXHAUSTED with a delay to retry
    /// after. It then resumes where it was, after 1 s doubling to <see cref="AuditClientOptions.MaxReconnectDelay"/>, up to half of
    /// it taken off at random, and no sooner than the service asks (an hour at most). No state is yielded twice, none is followed
    /// by an older one, and there is no deadline: cancel to stop. Until the service has answered, UNAVAILABLE is met with 4
    /// attempts, and RESOURCE_EXHAUSTED is thrown. Other errors are thrown at any time.
    /// </remarks>
    /// <param name="taskId">The audit: 1 to 40 letters, digits, and hyphens.</param>
    /// <param name="source">The AWS account and region to ask. Default: <see cref="AuditClientOptions.Source"/>.</param>
    /// <param name="knownEtag">
    /// The <see cref="AuditTask.Etag"/> of a state that the caller has, which is then not yielded unless terminal.
    /// </param>
    /// <param name="progress">Told how the watch is going, on the thread that reads: it must not block.</param>
    /// <param name="cancellationToken">Stops watching. The audit goes on.</param>
    /// <exception cref="RpcException">Such as NOT_FOUND, <see cref="ErrorReason.AuditTaskNotFound"/>.</exception>
    public virtual async IAsyncEnumerable<AuditTask> WatchAsync(
        string taskId,
        string? source = null,
        string? knownEtag = null,
        IProgress<WatchProgress>? progress = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new WatchAuditTaskRequest { TaskId = taskId, Source = SourceOr(source), KnownEtag = knownEtag ?? "" };
        var watch = new ResumingWatch(Rpc, request, _options, _time, progress);
        await foreach (var audit in watch.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return audit;
        }
    }

    /// <summary>Waits until an audit has ended, through all that <see cref="WatchAsync"/> outlives, and returns its last state.</summary>
    /// <param name="taskId">The audit: 1 to 40 letters, digits, and hyphens.</param>
    /// <param name="source">The AWS account and region to ask. Default: <see cref="AuditClientOptions.Source"/>.</param>
    /// <param name="cancellationToken">Stops waiting. The audit goes on.</param>
    /// <exception cref="RpcException">Such as NOT_FOUND, <see cref="ErrorReason.AuditTaskNotFound"/>.</exception>
    public virtual async Task<AuditTask> WaitForCompletionAsync(
        string taskId, string? source = null, CancellationToken cancellationToken = default) =>
        await WatchAsync(taskId, source, cancellationToken: cancellationToken).LastAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Lists audits, asking for page after page as they are read. Retried on UNAVAILABLE.</summary>
    /// <param name="request">
    /// The period, what to filter by, how much of each audit, and how many to a page; it is not changed. Its source defaults to
    /// <see cref="AuditClientOptions.Source"/>. Default: all that AWS keeps (90 days), id, status and type of each.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException">Such as INVALID_ARGUMENT: see <see cref="RpcExceptionExtensions.FieldViolations"/>.</exception>
    public virtual async IAsyncEnumerable<AuditTask> ListAsync(
        ListAuditTasksRequest? request = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = request?.Clone() ?? new();
        next.Source = next.Source.Length > 0 ? next.Source : SourceOr(null);
        do
        {
            var page = await CallAsync(Rpc.ListAuditTasksAsync, next, cancellationToken).ConfigureAwait(false);
            foreach (var audit in page.AuditTasks)
            {
                yield return audit;
            }

            next = new(next) { PageToken = page.NextPageToken };
        }
        while (next.PageToken.Length > 0);
    }

    /// <summary>Starts an audit now. Retried on UNAVAILABLE: retries start nothing more, because they bear the same request id.</summary>
    /// <param name="checkNames">The checks to perform, each enabled for the account; at least one.</param>
    /// <param name="source">The AWS account and region to audit. Default: <see cref="AuditClientOptions.Source"/>.</param>
    /// <param name="requestId">
    /// A UUID: a call with the same source and id starts nothing, and is answered like the first. Give one to call again safely after
    /// DEADLINE_EXCEEDED. Default: a new one.
    /// </param>
    /// <param name="cancellationToken">Gives up; the audit may have been started.</param>
    /// <returns>The audit's id.</returns>
    /// <exception cref="RpcException">Such as RESOURCE_EXHAUSTED, <see cref="ErrorReason.TooManyAudits"/>.</exception>
    public virtual async Task<string> StartAsync(
        IEnumerable<string> checkNames, string? source = null, string? requestId = null, CancellationToken cancellationToken = default)
    {
        var request = new StartOnDemandAuditTaskRequest
        {
            Source = SourceOr(source),
            TargetCheckNames = { checkNames },
            RequestId = requestId ?? Guid.NewGuid().ToString(),
        };
        var response = await CallAsync(Rpc.StartOnDemandAuditTaskAsync, request, cancellationToken).ConfigureAwait(false);
        return response.TaskId;
    }

    /// <summary>Starts an audit, and follows it until it has ended: <see cref="StartAsync"/>, then <see cref="WatchAsync"/>.</summary>
    /// <param name="checkNames">The checks to perform, each enabled for the account; at least one.</param>
    /// <param name="source">The AWS account and region to audit. Default: <see cref="AuditClientOptions.Source"/>.</param>
    /// <param name="progress">Told how the watch is going, on the thread that reads: it must not block.</param>
    /// <param name="cancellationToken">Stops watching. The audit goes on.</param>
    /// <exception cref="RpcException">Such as RESOURCE_EXHAUSTED, <see cref="ErrorReason.TooManyAudits"/>.</exception>
    public virtual async IAsyncEnumerable<AuditTask> StartAndWatchAsync(
        IEnumerable<string> checkNames,
        string? source = null,
        IProgress<WatchProgress>? progress = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var taskId = await StartAsync(checkNames, source, cancellationToken: cancellationToken).ConfigureAwait(false);
        await foreach (var audit in WatchAsync(taskId, source, knownEtag: null, progress, cancellationToken).ConfigureAwait(false))
        {
            yield return audit;
        }
    }

    /// <summary>
    /// Cancels an audit that is in progress. Retried on UNAVAILABLE. It has ended once it is seen as canceled: watch it for that.
    /// </summary>
    /// <param name="taskId">The audit: 1 to 40 letters, digits, and hyphens.</param>
    /// <param name="source">The AWS account and region to ask. Default: <see cref="AuditClientOptions.Source"/>.</param>
    /// <param name="cancellationToken">Gives up; the audit may be canceled all the same.</param>
    /// <exception cref="RpcException">Such as FAILED_PRECONDITION, <see cref="ErrorReason.AuditTaskNotInProgress"/>.</exception>
    public virtual async Task CancelAsync(string taskId, string? source = null, CancellationToken cancellationToken = default)
    {
        var request = new CancelAuditTaskRequest { TaskId = taskId, Source = SourceOr(source) };
        await CallAsync(Rpc.CancelAuditTaskAsync, request, cancellationToken).ConfigureAwait(false);
    }
}
