using AuditGrpc.Client;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AuditGrpc.EndToEnd.Tests;

/// <summary>The client package against the real server.</summary>
public sealed class ClientTests
{
    private const string TaskId = "a1";

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task WatchAsync_ServerIsKilledAndStartedAgain_EndsWithTheTerminalState(string signal)
    {
        // AWS outlives the server.
        await using var aws = await SimulatedAws.StartAsync(new SimulatorOptions { RateLimits = false });
        aws.Audits.Put(TaskId, State(AuditWords.InProgress, done: 0));
        await using var first = Start(aws, "http://127.0.0.1:0");
        var address = await first.AddressAsync();
        var options = new AuditClientOptions { Address = address, MaxReconnectDelay = TimeSpan.FromSeconds(1) };
        using var channel = AuditChannel.Create(options);
        var progress = new Latest();
        await using var states = new AuditClient(channel, options).WatchAsync(TaskId, progress: progress).GetAsyncEnumerator();

        Assert.Equal(0, await NextAsync(states));
        aws.Audits.Put(TaskId, State(AuditWords.InProgress, done: 1));
        Assert.Equal(1, await NextAsync(states));

        first.Signal(signal);
        await first.ExitCodeAsync();
        var next = NextAsync(states);
        aws.Audits.Put(TaskId, State(AuditWords.InProgress, done: 2));
        await using var second = Start(aws, address.ToString());
        Assert.Equal(2, await next);

        aws.Audits.Put(TaskId, State(AuditWords.Completed, done: 3));
        Assert.Equal(3, await NextAsync(states));
        Assert.True(states.Current.IsTerminal());
        Assert.False(await states.MoveNextAsync());
        Assert.True(progress.Value!.Breaks > 0);
    }

    [Fact]
    public async Task WaitForCompletionAsync_AuditRuns_IsItsLastState()
    {
        await using var server = await RunningServer.StartAsync("Watch:MinPollInterval=00:00:00.1");
        server.Aws.Audits.Put(TaskId, State(AuditWords.InProgress, done: 0));

        var end = new AuditClient(server.Channel).WaitForCompletionAsync(TaskId);
        server.Aws.Audits.Put(TaskId, State(AuditWords.Canceled, done: 3));

        Assert.Equal(V1.AuditTaskStatus.Canceled, (await end).TaskStatus);
    }

    [Fact]
    public async Task Errors_OfTheRealServer_AreRead()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new AuditClient(server.Channel);

        var invalid = await Assert.ThrowsAsync<RpcException>(() => client.DescribeAsync("bad_id"));
        var missing = await Assert.ThrowsAsync<RpcException>(() => client.WaitForCompletionAsync("missing"));
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Error, Status = 429, Code = "ThrottlingException" });
        var throttled = await Assert.ThrowsAsync<RpcException>(() => client.DescribeAsync(SimulatedAudits.Documented));

        Assert.Equal([new FieldViolation("task_id", "must be 1 to 40 letters, digits, or hyphens")], invalid.FieldViolations());
        Assert.Equal((ErrorReason.AuditTaskNotFound, "missing"), (missing.AuditErrorReason(), missing.AuditErrorMetadata()["task_id"]));
        Assert.Equal(ErrorReason.UpstreamThrottled, throttled.AuditErrorReason());
        Assert.NotNull(throttled.RetryDelay());
    }

    private static ServerProcess Start(SimulatedAws aws, string urls) => ServerProcess.Start(
        "Production",
        $"Urls={urls}",
        $"Sources:default:ServiceUrl={aws.ServiceUrl}",
        "Watch:MinPollInterval=00:00:00.1",
        "Watch:MaxPollInterval=00:00:00.1",
        "Describe:Freshness=00:00:00",
        "Hosting:DrainDelay=00:00:00");

    private static AuditState State(string status, int done) => new()
    {
        TaskStatus = status,
        TaskType = AuditWords.OnDemand,
        TaskStatistics = new AuditStatistics { TotalChecks = 3, CompliantChecks = done },
    };

    private static async Task<int> NextAsync(IAsyncEnumerator<AuditTask> states)
    {
        Assert.True(await states.MoveNextAsync());
        return states.Current.TaskStatistics.CompliantChecks;
    }

    private sealed class Latest : IProgress<WatchProgress>
    {
        public WatchProgress? Value { get; private set; }

        public void Report(WatchProgress value) => Value = value;
    }
}
