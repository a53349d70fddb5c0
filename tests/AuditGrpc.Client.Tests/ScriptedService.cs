using System.Collections.Concurrent;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Client.Tests;

internal delegate Task WatchScript(IServerStreamWriter<WatchAuditTaskResponse> messages, ServerCallContext context);

/// <summary>A service that does what a test tells it to, call after call.</summary>
internal sealed class ScriptedService : AuditService.AuditServiceBase
{
    /// <summary>What each watch does, in order.</summary>
    public ConcurrentQueue<WatchScript> Watches { get; } = new();

    /// <summary>What each other call does, in order: an answer, or an exception to throw. The last one holds on.</summary>
    public ConcurrentQueue<object> Answers { get; } = new();

    /// <summary>The requests that came, in order.</summary>
    public ConcurrentQueue<object> Requests { get; } = new();

    public IReadOnlyList<string> KnownEtags => [.. Requests.OfType<WatchAuditTaskRequest>().Select(request => request.KnownEtag)];

    /// <summary>Completes with the next watch's number, once it has begun.</summary>
    public SemaphoreSlim WatchBegan { get; } = new(0);

    /// <summary>How much time each call leaves the service.</summary>
    public ConcurrentQueue<DateTime> Deadlines { get; } = new();

    public override async Task WatchAuditTask(
        WatchAuditTaskRequest request, IServerStreamWriter<WatchAuditTaskResponse> responseStream, ServerCallContext context)
    {
        Requests.Enqueue(request);
        Deadlines.Enqueue(context.Deadline);
        if (!Watches.TryDequeue(out var script))
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "One watch more than the test has a script for."));
        }

        WatchBegan.Release();
        await script(responseStream, context);
    }

    public override Task<DescribeAuditTaskResponse> DescribeAuditTask(DescribeAuditTaskRequest request, ServerCallContext context) =>
        AnswerAsync<DescribeAuditTaskResponse>(request, context);

    public override Task<ListAuditTasksResponse> ListAuditTasks(ListAuditTasksRequest request, ServerCallContext context) =>
        AnswerAsync<ListAuditTasksResponse>(request, context);

    public override Task<StartOnDemandAuditTaskResponse> StartOnDemandAuditTask(
        StartOnDemandAuditTaskRequest request, ServerCallContext context) =>
        AnswerAsync<StartOnDemandAuditTaskResponse>(request, context);

    public override Task<CancelAuditTaskResponse> CancelAuditTask(CancelAuditTaskRequest request, ServerCallContext context) =>
        AnswerAsync<CancelAuditTaskResponse>(request, context);

    public async Task<TResponse> AnswerAsync<TResponse>(object request, ServerCallContext context)
    {
        Requests.Enqueue(request);
        Deadlines.Enqueue(context.Deadline);
        if (!Answers.TryDequeue(out var answer))
        {
            await Script.Hang(null!, context);
        }

        return answer is Exception exception ? throw exception : (TResponse)answer!;
    }
}
