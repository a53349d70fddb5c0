using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace AuditGrpc.EndToEnd.Tests.Faults;

/// <summary>A bug of this service's own: row 27 of docs/reliability.md.</summary>
public sealed class BugTests
{
    private const string Secret = "what only a stack trace should say";

    [Fact]
    public async Task Describe_FailsOnABug_SaysNoMoreThanThatAndLogsTheStack()
    {
        var log = new RecordedLog();
        await using var server = await StartAsync(log);

        var failure = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(SimulatedAudits.Documented));

        AssertTellsNothing(failure);
        Assert.Contains("DescribeAuditTask failed on a bug", Assert.Single(log.Errors), StringComparison.Ordinal);
        Assert.Contains("   at ", log.Errors[0], StringComparison.Ordinal);
        Assert.Contains(Secret, log.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_FailsOnABugInItsMidst_EndsAndTheOthersGoOn()
    {
        await using var server = await StartAsync(new RecordedLog());
        using var call = server.Client.WatchAuditTask(new WatchAuditTaskRequest { TaskId = SimulatedAudits.Running });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        AssertTellsNothing(failure);
        var listed = await server.Client.ListAuditTasksAsync(new ListAuditTasksRequest());
        Assert.NotEmpty(listed.AuditTasks);
    }

    private static void AssertTellsNothing(RpcException failure)
    {
        Assert.Equal((StatusCode.Internal, "internal error"), (failure.StatusCode, failure.Status.Detail));
        Assert.DoesNotContain(failure.Trailers, entry => entry.IsBinary || entry.Value.Contains(Secret, StringComparison.Ordinal));
    }

    private static Task<RunningServer> StartAsync(RecordedLog log) => RunningServer.StartAsync(builder =>
    {
        log.Attach(builder);
        // The last is the innermost: where the service itself is.
        builder.Services.PostConfigure<GrpcServiceOptions>(options => options.Interceptors.Add<Bug>());
    });

    private sealed class Bug : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            request is DescribeAuditTaskRequest ? throw new InvalidOperationException(Secret) : continuation(request, context);

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
            continuation(request, new FailingWrite<TResponse>(responseStream), context);
    }

    private sealed class FailingWrite<T>(IServerStreamWriter<T> inner) : IServerStreamWriter<T>
    {
        public WriteOptions? WriteOptions
        {
            get => inner.WriteOptions;
            set => inner.WriteOptions = value;
        }

        public async Task WriteAsync(T message)
        {
            await inner.WriteAsync(message);
            throw new FormatException(Secret);
        }
    }
}
