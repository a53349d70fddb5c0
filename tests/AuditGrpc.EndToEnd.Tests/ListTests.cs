using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests;

public sealed class ListTests
{
    private const string List = "ListAuditTasks";
    private const string Describe = "DescribeAuditTask";

    // All of them but the documented one, which started long before AWS's retention.
    private static readonly string[] Seeded =
    [
        SimulatedAudits.PartlyFailed,
        SimulatedAudits.NonCompliant,
        SimulatedAudits.Canceled,
        SimulatedAudits.Scheduled,
        SimulatedAudits.Failed,
        SimulatedAudits.Suppressed,
        SimulatedAudits.Running,
    ];

    [Fact]
    public async Task List_NothingAsked_IsAllThatAwsKeepsAsAwsListsIt()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        var reply = await server.Client.ListAuditTasksAsync(new ListAuditTasksRequest());

        Assert.Equal(Seeded.Order(StringComparer.Ordinal), reply.AuditTasks.Select(audit => audit.TaskId));
        Assert.Equal("", reply.NextPageToken);
        var expected = new AuditTask
        {
            TaskId = SimulatedAudits.Failed,
            TaskStatus = AuditTaskStatus.Failed,
            TaskType = AuditTaskType.OnDemandAuditTask,
        };
        Assert.Equal(expected, reply.AuditTasks.Single(audit => audit.TaskId == SimulatedAudits.Failed));
        Assert.Equal((1, 1), (server.Aws.Calls.Of(List), server.Aws.Calls.Total));
    }

    [Fact]
    public async Task List_StatusAndType_AreAskedOfAws()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        var completed = await ListAsync(server, new() { TaskStatus = AuditTaskStatus.Completed });
        var scheduled = await ListAsync(server, new() { TaskType = AuditTaskType.ScheduledAuditTask });
        var both = await ListAsync(server, new() { TaskStatus = AuditTaskStatus.InProgress, TaskType = AuditTaskType.ScheduledAuditTask });

        string[] expected = [SimulatedAudits.PartlyFailed, SimulatedAudits.NonCompliant, SimulatedAudits.Scheduled, SimulatedAudits.Suppressed];
        Assert.Equal(expected, Ids(completed));
        Assert.Equal([SimulatedAudits.Scheduled, SimulatedAudits.Running], Ids(scheduled));
        Assert.Equal([SimulatedAudits.Running], Ids(both));
    }

    [Fact]
    public async Task List_APeriod_HasWhatStartedInIt()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);
        var now = time.GetUtcNow();

        var recent = await ListAsync(server, new() { StartTime = now.AddHours(-2.5).ToTimestamp() });
        var earlier = await ListAsync(server, new() { EndTime = now.AddDays(-2).ToTimestamp() });
        var between = await ListAsync(
            server, new() { StartTime = now.AddDays(-1).ToTimestamp(), EndTime = now.AddHours(-2).ToTimestamp() });

        Assert.Equal([SimulatedAudits.NonCompliant, SimulatedAudits.Failed, SimulatedAudits.Running], Ids(recent));
        Assert.Equal([SimulatedAudits.PartlyFailed, SimulatedAudits.Suppressed], Ids(earlier));
        Assert.Equal([SimulatedAudits.Canceled, SimulatedAudits.Scheduled, SimulatedAudits.Failed], Ids(between));
    }

    [Fact]
    public async Task List_StartBeforeRetention_IsClamped()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);

        var reply = await ListAsync(server, new() { StartTime = new Timestamp() });

        Assert.Equal(Seeded.Length, reply.AuditTasks.Count);
    }

    [Fact]
    public async Task List_PeriodBeforeRetention_IsEmptyAndAsksAwsNothing()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);

        var reply = await ListAsync(server, new() { EndTime = time.GetUtcNow().AddDays(-91).ToTimestamp() });

        Assert.Equal(new ListAuditTasksResponse(), reply);
        Assert.Equal(0, server.Aws.Calls.Total);
    }

    [Fact]
    public async Task List_AnAuditThatStartedJustNow_IsInTheList()
    {
        await using var server = await RunningServer.StartAsync();

        for (var i = 0; i < 20; i++)
        {
            server.Aws.Audits.Run($"just-now-{i}", new AuditScript { Checks = new Dictionary<string, CheckState>() });
            Assert.Contains($"just-now-{i}", Ids(await ListAsync(server, new() { PageSize = 250 })));
        }
    }

    public static TheoryData<string, ListAuditTasksRequest> BadRequests => new()
    {
        { "page_size must be 0 to 250", new() { PageSize = -1 } },
        { "page_size must be 0 to 250", new() { PageSize = 251 } },
        { "task_status must be one of the values that the contract defines", new() { TaskStatus = (AuditTaskStatus)9 } },
        { "task_type must be one of the values that the contract defines", new() { TaskType = (AuditTaskType)9 } },
        { "view must be one of the values that the contract defines", new() { View = (AuditTaskView)9 } },
        { "end_time must not be before start_time", new() { StartTime = new() { Seconds = 2 }, EndTime = new() { Seconds = 1 } } },
        { "start_time must be a time from 0001", new() { StartTime = new() { Nanos = -1 } } },
        { "end_time must be a time from 0001", new() { EndTime = new() { Seconds = long.MaxValue } } },
        { "page_token must be next_page_token of the page before", new() { PageToken = "AAAA" } },
        { "page_token must be next_page_token of the page before", new() { PageToken = "e30" } },
        { "page_token must be next_page_token of the page before", new() { PageToken = "not base64!" } },
    };

    [Theory]
    [MemberData(nameof(BadRequests), DisableDiscoveryEnumeration = true)]
    public async Task List_BadRequest_NamesTheFieldAndAsksAwsNothing(string said, ListAuditTasksRequest request)
    {
        await using var server = await RunningServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => ListAsync(server, request));

        var details = new ErrorDetails(exception);
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.InvalidRequest), (exception.StatusCode, details.Reason));
        Assert.StartsWith(said, exception.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(said.Split(' ')[0], Assert.Single(details.BadRequest!.FieldViolations).Field);
        Assert.Equal(0, server.Aws.Calls.Total);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 60)]
    [InlineData(7, 9)]
    [InlineData(250, 1)]
    public async Task List_PageByPage_HasEachAuditOnce(int pageSize, int pages)
    {
        await using var server = await RunningServer.StartAsync();
        Put(server, 60);

        var listed = await ListAllAsync(server, new(OfThePut) { PageSize = pageSize });

        Assert.Equal(Enumerable.Range(0, 60).Select(Id), listed.Select(audit => audit.TaskId));
        Assert.Equal(pages, server.Aws.Calls.Of(List));
    }

    [Fact]
    public async Task List_LaterPages_AreOfTheSamePeriodThoughNowHasMoved()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);
        var request = new ListAuditTasksRequest { PageSize = 6 };
        var first = await ListAsync(server, request);
        time.Advance(TimeSpan.FromMinutes(14));

        // The simulator refuses a token that is used for another period, as AWS may.
        var second = await ListAsync(server, new(request) { PageToken = first.NextPageToken });

        Assert.Equal(Seeded.Order(StringComparer.Ordinal), Ids(first).Concat(Ids(second)));
    }

    [Fact]
    public async Task List_TokenOlderThanTheRetentionOfItsPeriod_IsRefusedByName()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);
        var request = new ListAuditTasksRequest { PageSize = 1 };
        request.PageToken = (await ListAsync(server, request)).NextPageToken;
        time.Advance(TimeSpan.FromMinutes(16));

        await AssertTokenIsRefusedAsync(server, request, "page_token is no longer valid");
    }

    [Fact]
    public async Task List_TokenThatAwsRefuses_IsRefusedByName()
    {
        await using var server = await RunningServer.StartAsync();
        var request = new ListAuditTasksRequest { PageSize = 1 };
        request.PageToken = (await ListAsync(server, request)).NextPageToken;
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Error, Status = 400, Code = "InvalidRequestException" });

        await AssertTokenIsRefusedAsync(server, request, "page_token is no longer valid");
    }

    public static TheoryData<string, ListAuditTasksRequest> OtherQueries => new()
    {
        { "start_time", new() { StartTime = new() { Seconds = 1 } } },
        { "end_time", new() { EndTime = new() { Seconds = 4_000_000_000 } } },
        { "task_status", new() { TaskStatus = AuditTaskStatus.Completed } },
        { "task_type", new() { TaskType = AuditTaskType.OnDemandAuditTask } },
        { "view", new() { View = AuditTaskView.Full } },
        { "page_size", new() { PageSize = 2 } },
        { "source", new() { Source = "other" } },
    };

    [Theory]
    [MemberData(nameof(OtherQueries), DisableDiscoveryEnumeration = true)]
    public async Task List_TokenOfAnotherQuery_IsRefusedByName(string field, ListAuditTasksRequest other)
    {
        await using var server = await RunningServer.StartAsync("Sources:other:Region=eu-west-1");
        var request = new ListAuditTasksRequest { PageSize = 1 };
        var token = (await ListAsync(server, request)).NextPageToken;
        request.MergeFrom(other);
        request.PageToken = token;

        await AssertTokenIsRefusedAsync(server, request, "page_token must be next_page_token of the page before");
        Assert.True(server.Aws.Calls.Total == 1, $"AWS was asked, although {field} differs.");
    }

    [Fact]
    public async Task List_TokenWithTheDefaultSourceByItsName_IsOfTheSameQuery()
    {
        await using var server = await RunningServer.StartAsync();
        var token = (await ListAsync(server, new() { PageSize = 1 })).NextPageToken;

        Assert.Single((await ListAsync(server, new() { PageSize = 1, PageToken = token, Source = "default" })).AuditTasks);
    }

    [Fact]
    public async Task List_FullView_IsWhatDescribeReturns()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        var reply = await ListAsync(server, new() { View = AuditTaskView.Full });

        Assert.Equal(Seeded.Order(StringComparer.Ordinal), Ids(reply));
        foreach (var audit in reply.AuditTasks)
        {
            Assert.Equal(await server.DescribeAsync(audit.TaskId), audit);
        }
    }

    [Fact]
    public async Task List_1000FinishedAuditsInFullTwice_IsWithinTheBudgetAndCostsOneDescribeEachAndThenListsOnly()
    {
        // AWS's quotas and the default budgets, both times 20: with less, AWS would throttle, and the list fail.
        var aws = new SimulatorOptions { SeedAudits = false, RateLimitScale = 20 };
        await using var server = await RunningServer.StartAsync(
            TimeProvider.System, aws, "Sources:default:DescribePerSecond=400", "Sources:default:ListPerSecond=160");
        Put(server, 1000);
        var request = new ListAuditTasksRequest(OfThePut) { View = AuditTaskView.Full, PageSize = 250 };

        var first = await ListAllAsync(server, request);
        Assert.Equal((4, 1000), (server.Aws.Calls.Of(List), server.Aws.Calls.Of(Describe)));
        server.Aws.Calls.Reset();
        var second = await ListAllAsync(server, request);

        Assert.Equal(first, second);
        Assert.Equal(Enumerable.Range(0, 1000).Select(Id), second.Select(audit => audit.TaskId));
        Assert.All(second, audit => Assert.NotEmpty(audit.Etag));
        Assert.Equal((4, 4), (server.Aws.Calls.Of(List), server.Aws.Calls.Total));
    }

    [Theory]
    [InlineData(250, 50)]
    [InlineData(0, 25)]
    [InlineData(3, 3)]
    public async Task List_FullViewWithinAwsQuota_HasNoMoreThanAFewSecondsOfTheBudget(int pageSize, int audits)
    {
        await using var server = await RunningServer.StartAsync("Sources:default:DescribePerSecond=20");
        Put(server, 60);

        var page = await ListAsync(server, new() { View = AuditTaskView.Full, PageSize = pageSize });

        Assert.Equal(audits, page.AuditTasks.Count);
        Assert.NotEmpty(page.NextPageToken);
    }

    [Fact]
    public async Task List_AllInFullWithinAwsQuota_IsNeverThrottled()
    {
        string[] budgets = ["Sources:default:DescribePerSecond=20", "Sources:default:ListPerSecond=8"];
        await using var server = await RunningServer.StartAsync(TimeProvider.System, new SimulatorOptions { SeedAudits = false }, budgets);
        Put(server, 75);

        var listed = await ListAllAsync(server, new() { View = AuditTaskView.Full, PageSize = 250 });

        Assert.Equal((75, 2, 75), (listed.Count, server.Aws.Calls.Of(List), server.Aws.Calls.Of(Describe)));
    }

    [Fact]
    public async Task List_AuditThatIsGoneWhenItIsLookedUp_IsLeftOut()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(
            new Fault { Kind = FaultKind.Error, Operation = Describe, Status = 404, Code = "ResourceNotFoundException", Calls = 1 });

        var reply = await ListAsync(server, new() { View = AuditTaskView.Full });

        Assert.Equal(Seeded.Length - 1, reply.AuditTasks.Count);
    }

    [Fact]
    public async Task List_AuditThatCannotBeLookedUp_FailsThePage()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Throttle, Operation = Describe, Calls = 1 });

        var exception = await Assert.ThrowsAsync<RpcException>(() => ListAsync(server, new() { View = AuditTaskView.Full }));

        Assert.Equal(ErrorReason.UpstreamThrottled, new ErrorDetails(exception).Reason);
        Assert.Equal(Describe, new ErrorDetails(exception).Info.Metadata["operation"]);
    }

    [Fact]
    public async Task List_WordsWithoutAValue_AreKept()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.UnknownWords });

        var reply = await ListAsync(server, new());

        Assert.All(reply.AuditTasks, audit => Assert.Equal(
            (AuditTaskStatus.Unspecified, "PAUSED", AuditTaskType.Unspecified, "PAUSED", ""),
            (audit.TaskStatus, audit.UnrecognizedTaskStatus, audit.TaskType, audit.UnrecognizedTaskType, audit.Etag)));
    }

    [Fact]
    public async Task List_MembersMissing_StayAbsent()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.MissingMembers, Members = ["taskStatus", "taskType"] });

        var reply = await ListAsync(server, new());

        Assert.Equal(Seeded.Order(StringComparer.Ordinal).Select(id => new AuditTask { TaskId = id }), reply.AuditTasks);
    }

    private static async Task AssertTokenIsRefusedAsync(RunningServer server, ListAuditTasksRequest request, string said)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => ListAsync(server, request));

        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        Assert.StartsWith(said, exception.Status.Detail, StringComparison.Ordinal);
        Assert.Equal("page_token", Assert.Single(new ErrorDetails(exception).BadRequest!.FieldViolations).Field);
    }

    /// <summary>Asks for the audits that <see cref="Put"/> adds, and no others.</summary>
    private static ListAuditTasksRequest OfThePut => new()
    {
        TaskStatus = AuditTaskStatus.Failed,
        TaskType = AuditTaskType.ScheduledAuditTask,
    };

    private static string Id(int i) => $"00000000-put-{i:D4}";

    /// <summary>Adds finished audits.</summary>
    private static void Put(RunningServer server, int count)
    {
        for (var i = 0; i < count; i++)
        {
            server.Aws.Audits.Put(Id(i), new AuditState { TaskStatus = "FAILED", TaskType = "SCHEDULED_AUDIT_TASK" });
        }
    }

    private static async Task<ListAuditTasksResponse> ListAsync(RunningServer server, ListAuditTasksRequest request) =>
        await server.Client.ListAuditTasksAsync(request);

    private static async Task<List<AuditTask>> ListAllAsync(RunningServer server, ListAuditTasksRequest request)
    {
        var audits = new List<AuditTask>();
        var next = new ListAuditTasksRequest(request);
        do
        {
            var page = await ListAsync(server, next);
            audits.AddRange(page.AuditTasks);
            next.PageToken = page.NextPageToken;
        }
        while (next.PageToken.Length > 0);

        return audits;
    }

    private static IEnumerable<string> Ids(ListAuditTasksResponse reply) => reply.AuditTasks.Select(audit => audit.TaskId);
}
