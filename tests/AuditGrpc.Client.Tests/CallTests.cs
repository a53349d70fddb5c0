using AuditGrpc.V1;
using Grpc.Core;
using static AuditGrpc.Client.Tests.Script;

namespace AuditGrpc.Client.Tests;

public sealed class CallTests
{
    private static readonly string[] Checks = ["LOGGING_DISABLED_CHECK", "CA_CERTIFICATE_EXPIRING_CHECK"];

    [Fact]
    public async Task DescribeAsync_Unavailable_IsRetried()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(Error(StatusCode.Unavailable));
        server.Service.Answers.Enqueue(Error(StatusCode.Unavailable));
        server.Service.Answers.Enqueue(Error(StatusCode.Unavailable));
        server.Service.Answers.Enqueue(new DescribeAuditTaskResponse { AuditTask = new AuditTask { TaskId = "a1" } });

        Assert.Equal("a1", (await server.Client.DescribeAsync("a1")).TaskId);
        Assert.Equal(4, server.Service.Requests.Count);
    }

    [Fact]
    public async Task DescribeAsync_Unavailable5Times_SurfacesAfterTheFourth()
    {
        await using var server = await ScriptedServer.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            server.Service.Answers.Enqueue(Error(StatusCode.Unavailable, "ERROR_REASON_UPSTREAM_UNAVAILABLE"));
        }

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Client.DescribeAsync("a1"));

        Assert.Equal(ErrorReason.UpstreamUnavailable, exception.AuditErrorReason());
        Assert.Equal(4, server.Service.Requests.Count);
    }

    [Fact]
    public async Task DescribeAsync_Deadline_Surfaces()
    {
        await using var server = await ScriptedServer.StartAsync(new AuditClientOptions { CallTimeout = TimeSpan.FromMilliseconds(100) });

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Client.DescribeAsync("a1"));

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
    }

    [Fact]
    public async Task DescribeAsync_CallerCancels_ThrowsOperationCanceled()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var cancel = new CancellationTokenSource();

        var call = server.Client.DescribeAsync("a1", cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Calls_ByDefault_Have10Seconds()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(new CancelAuditTaskResponse());
        var before = TimeProvider.System.GetUtcNow().UtcDateTime;

        await server.Client.CancelAsync("a1");

        var after = TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.InRange(Assert.Single(server.Service.Deadlines), before.AddSeconds(9), after.AddSeconds(10));
    }

    [Fact]
    public async Task StartAsync_Retried_BearsTheSameRequestId()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(Error(StatusCode.Unavailable));
        server.Service.Answers.Enqueue(new StartOnDemandAuditTaskResponse { TaskId = "a1" });
        server.Service.Answers.Enqueue(new StartOnDemandAuditTaskResponse { TaskId = "a2" });
        server.Service.Answers.Enqueue(new StartOnDemandAuditTaskResponse { TaskId = "a2" });

        Assert.Equal("a1", await server.Client.StartAsync(Checks));
        await server.Client.StartAsync(Checks);
        await server.Client.StartAsync(Checks, requestId: "mine");

        var requests = server.Service.Requests.Cast<StartOnDemandAuditTaskRequest>().ToList();
        Assert.All(requests, request => Assert.Equal(Checks, request.TargetCheckNames));
        Assert.True(Guid.TryParse(requests[0].RequestId, out _));
        Assert.Equal(requests[0].RequestId, requests[1].RequestId);
        Assert.NotEqual(requests[1].RequestId, requests[2].RequestId);
        Assert.Equal("mine", requests[3].RequestId);
    }

    [Fact]
    public async Task StartAndWatchAsync_AuditCompletes_YieldsItsStates()
    {
        await using var server = await ScriptedServer.StartAsync(State("a").Then(Fail(StatusCode.Unavailable)), Completed("b", 1));
        server.Service.Answers.Enqueue(new StartOnDemandAuditTaskResponse { TaskId = "a1" });

        var states = await server.Client.StartAndWatchAsync(Checks, source: "eu").Select(audit => audit.Etag).ToListAsync();

        Assert.Equal(["a", "b"], states);
        Assert.Single(server.Service.Requests.OfType<StartOnDemandAuditTaskRequest>());
        Assert.All(
            server.Service.Requests.OfType<WatchAuditTaskRequest>(),
            request => Assert.Equal(("a1", "eu"), (request.TaskId, request.Source)));
    }

    [Fact]
    public async Task WaitForCompletionAsync_AuditCompletes_IsItsLastState()
    {
        await using var server = await ScriptedServer.StartAsync(State("a").Then(End), State("b", 1).Then(Completed("c", 2)));

        Assert.Equal("c", (await server.Client.WaitForCompletionAsync("a1")).Etag);
    }

    [Fact]
    public async Task ListAsync_SeveralPages_YieldsAllOfThem()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(Page("more", "a1", "a2"));
        server.Service.Answers.Enqueue(Page("most"));
        server.Service.Answers.Enqueue(Page("", "a3"));
        var request = new ListAuditTasksRequest { TaskStatus = AuditTaskStatus.Failed, PageSize = 2 };

        var audits = await server.Client.ListAsync(request).Select(audit => audit.TaskId).ToListAsync();

        Assert.Equal(["a1", "a2", "a3"], audits);
        var requests = server.Service.Requests.Cast<ListAuditTasksRequest>().ToList();
        Assert.Equal(["", "more", "most"], requests.Select(page => page.PageToken));
        Assert.All(requests, page => Assert.Equal((AuditTaskStatus.Failed, 2), (page.TaskStatus, page.PageSize)));
        Assert.Equal(new ListAuditTasksRequest { TaskStatus = AuditTaskStatus.Failed, PageSize = 2 }, request);
    }

    [Fact]
    public async Task ListAsync_LeftInTheFirstPage_AsksForNoMore()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(Page("more", "a1", "a2"));

        Assert.Equal("a1", (await server.Client.ListAsync().FirstAsync()).TaskId);
        Assert.Single(server.Service.Requests);
    }

    [Fact]
    public async Task Source_ByOptionAndByCall_IsSent()
    {
        await using var server = await ScriptedServer.StartAsync(new AuditClientOptions { Source = "eu" }, Completed("a"), Completed("a"));
        server.Service.Answers.Enqueue(new DescribeAuditTaskResponse());
        server.Service.Answers.Enqueue(new DescribeAuditTaskResponse());
        server.Service.Answers.Enqueue(Page(""));
        server.Service.Answers.Enqueue(Page(""));
        server.Service.Answers.Enqueue(new CancelAuditTaskResponse());
        server.Service.Answers.Enqueue(new StartOnDemandAuditTaskResponse());

        await server.Client.DescribeAsync("a1");
        await server.Client.DescribeAsync("a1", "us");
        await server.Client.ListAsync().CountAsync();
        await server.Client.ListAsync(new ListAuditTasksRequest { Source = "us" }).CountAsync();
        await server.Client.CancelAsync("a1");
        await server.Client.StartAsync(Checks, "us");
        await server.Client.WaitForCompletionAsync("a1");
        await server.Client.WaitForCompletionAsync("a1", "us");

        Assert.Equal(
            ["eu", "us", "eu", "us", "eu", "us", "eu", "us"],
            server.Service.Requests.Select(request => (string)request.GetType().GetProperty("Source")!.GetValue(request)!));
    }

    [Fact]
    public async Task Rpc_IsTheGeneratedClient()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(new CancelAuditTaskResponse());

        await server.Client.Rpc.CancelAuditTaskAsync(new CancelAuditTaskRequest { TaskId = "a1" });

        Assert.Single(server.Service.Requests);
    }

    [Fact]
    public async Task Subclass_WithoutAChannel_NeedsOnlyWhatIsCalled()
    {
        var client = new FakeClient();

        Assert.Equal(AuditTaskStatus.Completed, (await client.WaitForCompletionAsync("a1")).TaskStatus);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.DescribeAsync("a1"));
    }

    private static ListAuditTasksResponse Page(string next, params string[] ids) =>
        new() { NextPageToken = next, AuditTasks = { ids.Select(id => new AuditTask { TaskId = id }) } };

    private sealed class FakeClient : AuditClient
    {
        public override IAsyncEnumerable<AuditTask> WatchAsync(
            string taskId, string? source, string? knownEtag, IProgress<WatchProgress>? progress, CancellationToken cancellationToken) =>
            new[] { new AuditTask { TaskStatus = AuditTaskStatus.Completed } }.ToAsyncEnumerable();
    }
}
