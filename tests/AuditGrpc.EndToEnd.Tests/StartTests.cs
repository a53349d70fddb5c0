using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests;

public sealed class StartTests
{
    private const string Start = "StartOnDemandAuditTask";
    private const string List = "ListAuditTasks";
    private const string Describe = "DescribeAuditTask";
    private const string Logging = "LOGGING_DISABLED_CHECK";
    private const string Expiring = "CA_CERTIFICATE_EXPIRING_CHECK";
    private const string RequestId = "8f14e45f-ceea-467f-a8d2-b0a4c8f1d3e7";

    private static readonly Fault NotFound = new()
    {
        Kind = FaultKind.Error,
        Operation = Describe,
        Status = 404,
        Code = "ResourceNotFoundException",
    };

    [Fact]
    public async Task Start_SomeChecks_StartsAnAuditOfThem()
    {
        await using var server = await RunningServer.StartAsync();

        var taskId = await StartAsync(server, Request(checks: [Logging, Expiring, Logging]));

        var audit = await server.DescribeAsync(taskId);
        Assert.Equal((AuditTaskStatus.InProgress, AuditTaskType.OnDemandAuditTask), (audit.TaskStatus, audit.TaskType));
        Assert.Equal([Expiring, Logging], audit.AuditDetails.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, server.Aws.Calls.Of(Start));
    }

    [Fact]
    public async Task Start_TwiceWithoutARequestId_StartsTwo()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.NotEqual(await StartAsync(server, Request()), await StartAsync(server, Request()));
    }

    [Fact]
    public async Task Start_TheSameRequestIdAtOnce_StartsOne()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Delay, Delay = TimeSpan.FromMilliseconds(100) });

        var taskIds = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StartAsync(server, Request(RequestId))));

        Assert.Single(taskIds.Distinct());
        Assert.Equal(1, server.Aws.Calls.Of(Start));
    }

    [Fact]
    public async Task Start_TheSameRequestIdLater_IsAnsweredLikeTheFirst()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);
        var first = await StartAsync(server, Request(RequestId, Logging, Expiring));
        time.Advance(TimeSpan.FromMinutes(59));

        // However its letters are written, and in whatever order the checks are.
        var second = await StartAsync(server, Request(RequestId.ToUpperInvariant(), Expiring, Logging));

        Assert.Equal(first, second);
        Assert.Equal(1, server.Aws.Calls.Of(Start));
    }

    [Fact]
    public async Task Start_TheSameRequestIdForTwoSources_StartsTwo()
    {
        await using var server = await RunningServer.StartAsync();
        await using var other = await RunningServer.StartAsync($"Sources:other:ServiceUrl={server.Aws.ServiceUrl}");

        await StartAsync(other, Request(RequestId));
        await StartAsync(other, new(Request(RequestId)) { Source = "other" });

        Assert.Equal((1, 1), (server.Aws.Calls.Of(Start), other.Aws.Calls.Of(Start)));
    }

    [Fact]
    public async Task Start_TheSameRequestIdWithOtherChecks_IsRefusedByName()
    {
        await using var server = await RunningServer.StartAsync();
        await StartAsync(server, Request(RequestId, Logging));

        var details = await FailAsync(server, Request(RequestId, Expiring), StatusCode.InvalidArgument, ErrorReason.InvalidRequest);

        Assert.Equal("request_id", Assert.Single(details.BadRequest!.FieldViolations).Field);
        Assert.Equal(1, server.Aws.Calls.Of(Start));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(RequestId)]
    public async Task Start_TheReplyIsLost_IsAnsweredWithTheAuditThatWasStarted(string? requestId)
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.DropAfterActing, Operation = Start, Calls = 1 });

        var taskId = await StartAsync(server, Request(requestId));

        Assert.Equal([taskId], OnDemandInProgress(server));
        Assert.Equal(1, server.Aws.Calls.Of(Start));
    }

    [Theory]
    [InlineData(FaultKind.DropAfterActing)]
    [InlineData(FaultKind.Truncated)]
    public async Task Start_TheReplyIsLostAndAwsFails_TheCallersRetryStartsNoSecondAudit(FaultKind lost)
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = lost, Operation = Start, Calls = 1 });
        server.Aws.Faults.Inject(
            new Fault { Kind = FaultKind.Error, Operation = List, Status = 503, Code = "ServiceUnavailableException", Calls = 3 });

        await FailAsync(server, Request(RequestId), StatusCode.Unavailable, ErrorReason.UpstreamUnavailable);
        var taskIds = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => StartAsync(server, Request(RequestId))));

        Assert.Equal([Assert.Single(taskIds.Distinct())], OnDemandInProgress(server));
        Assert.Equal(1, server.Aws.Calls.Of(Start));
    }

    [Fact]
    public async Task Start_EveryReplyIsLost_EachCallerHasAnAuditOfItsOwn()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.DropAfterActing, Operation = Start });

        var taskIds = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StartAsync(server, Request(Guid.NewGuid().ToString()))));

        Assert.Equal(taskIds.Order(StringComparer.Ordinal), OnDemandInProgress(server));
        Assert.Equal(8, server.Aws.Calls.Of(Start));
    }

    [Fact]
    public async Task Start_TheReplyIsLostBesideOtherAudits_IsAnsweredWithNoneOfThem()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);
        var answered = await StartAsync(server, Request(Guid.NewGuid().ToString()));
        var check = new Dictionary<string, CheckState> { [Logging] = CheckState.Finished(1) };
        server.Aws.Audits.Run("earlier", new AuditScript { Checks = check }, startedAgo: TimeSpan.FromMinutes(5));
        server.Aws.Audits.Run("scheduled", new AuditScript { Checks = check, TaskType = "SCHEDULED_AUDIT_TASK" });
        var checks = new Dictionary<string, CheckState>(check) { [Expiring] = CheckState.Finished(1) };
        server.Aws.Audits.Run("of-other-checks", new AuditScript { Checks = checks });
        server.Aws.Audits.Run("further-away", new AuditScript { Checks = check }, startedAgo: TimeSpan.FromSeconds(20));
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.DropAfterActing, Operation = Start, Calls = 1 });

        var taskId = await StartAsync(server, Request(RequestId));

        Assert.DoesNotContain(taskId, new[] { answered, "earlier", "scheduled", "of-other-checks", "further-away" });
        // Over a connection that had served the first start: nothing below sends a start again either.
        Assert.Equal(2, server.Aws.Calls.Of(Start));
    }

    [Fact]
    public async Task Start_TheRequestIsLost_IsNotSentAgainBeforeAnAuditWouldHaveAppeared()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Drop, Operation = Start, Calls = 1 });

        await FailAsync(server, Request(RequestId), StatusCode.Unavailable, ErrorReason.UpstreamUnavailable);
        time.Advance(TimeSpan.FromSeconds(29));
        var details = await FailAsync(server, Request(RequestId), StatusCode.Unavailable, ErrorReason.UpstreamUnavailable);
        Assert.Equal(1, details.Retry!.RetryDelay.Seconds);
        Assert.Equal(1, server.Aws.Calls.Of(Start));

        time.Advance(TimeSpan.FromSeconds(1));
        var taskId = await StartAsync(server, Request(RequestId));
        Assert.Equal([taskId], OnDemandInProgress(server));
        Assert.Equal(2, server.Aws.Calls.Of(Start));
    }

    [Fact]
    public async Task Start_FailedWithoutStarting_IsTriedAnewByTheSameRequest()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Throttle, Operation = Start, Calls = 1 });

        await FailAsync(server, Request(RequestId, Logging), StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled);
        await StartAsync(server, Request(RequestId, Expiring));

        Assert.Equal((2, 0), (server.Aws.Calls.Of(Start), server.Aws.Calls.Of(List)));
    }

    [Fact]
    public async Task Start_AwsCannotBeReached_IsUnavailable()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Aws.DisposeAsync();

        await FailAsync(server, Request(RequestId), StatusCode.Unavailable, ErrorReason.UpstreamUnavailable);
    }

    [Fact]
    public async Task Start_TheCallerGivesUp_TheAuditIsThereForItsRetry()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Delay, Operation = Start, Delay = TimeSpan.FromMilliseconds(500) });
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(50);

        var exception = await Assert.ThrowsAsync<RpcException>(
            () => server.Client.StartOnDemandAuditTaskAsync(Request(RequestId), deadline: deadline).ResponseAsync);
        var taskId = await StartAsync(server, Request(RequestId));

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        Assert.Equal([taskId], OnDemandInProgress(server));
        Assert.Equal(1, server.Aws.Calls.Of(Start));
    }

    [Fact]
    public async Task Start_ElevenAtOnce_TenAuditsAndOneTooManyWithoutRetries()
    {
        await using var server = await RunningServer.StartAsync();

        var calls = Enumerable.Range(0, 11).Select(_ => StartAsync(server, Request(Guid.NewGuid().ToString()))).ToList();
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(10, calls.Where(call => call.IsCompletedSuccessfully).Select(call => call.Result).Distinct().Count());
        var exception = Assert.IsType<RpcException>(Assert.Single(calls, call => call.IsFaulted).Exception!.InnerException);
        var details = new ErrorDetails(exception);
        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.TooManyAudits), (exception.StatusCode, details.Reason));
        Assert.Null(details.Retry);
        Assert.Equal((11, 11), (server.Aws.Calls.Of(Start), server.Aws.Calls.Total));
    }

    [Fact]
    public async Task Start_ChecksThatAreNotEnabled_AreNamed()
    {
        await using var server = await RunningServer.StartAsync();

        var details = await FailAsync(
            server,
            Request(RequestId, Logging, "DEVICE_CERTIFICATE_AGE_CHECK", "LOGING_DISABLED_CHECK"),
            StatusCode.InvalidArgument,
            ErrorReason.InvalidRequest);

        var violation = Assert.Single(details.BadRequest!.FieldViolations);
        Assert.Equal("target_check_names", violation.Field);
        Assert.Equal(
            "must be enabled for the account; not enabled: DEVICE_CERTIFICATE_AGE_CHECK, "
            + "LOGING_DISABLED_CHECK (did you mean LOGGING_DISABLED_CHECK?)",
            violation.Description);
        Assert.Equal(1, server.Aws.Calls.Of("DescribeAccountAuditConfiguration"));
    }

    [Theory]
    [InlineData("REVOKED_CA_CERT_CHECK", "REVOKED_CA_CERT_CHECK (did you mean REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK?)")]
    [InlineData("NOTHING_OF_THE_KIND", "NOTHING_OF_THE_KIND")]
    public async Task Start_ACheckThatIsNone_IsNamedWithWhatWasProbablyMeant(string check, string named)
    {
        await using var server = await RunningServer.StartAsync();

        var details = await FailAsync(server, Request(RequestId, check), StatusCode.InvalidArgument, ErrorReason.InvalidRequest);

        Assert.EndsWith($"not enabled: {named}", Assert.Single(details.BadRequest!.FieldViolations).Description, StringComparison.Ordinal);
        Assert.Equal(1, server.Aws.Calls.Of(Start));
    }

    [Fact]
    public async Task Start_ManyChecksThatAreNotEnabled_FitInAnError()
    {
        await using var server = await RunningServer.StartAsync();
        var checks = Enumerable.Range(0, 100).Select(i => new string('X', 125) + i.ToString("D3")).ToArray();

        var details = await FailAsync(server, Request(RequestId, checks), StatusCode.InvalidArgument, ErrorReason.InvalidRequest);

        Assert.EndsWith("X004, and 95 more", Assert.Single(details.BadRequest!.FieldViolations).Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.Error)]
    [InlineData(FaultKind.Empty)]
    public async Task Start_RefusedForNoVisibleReason_NamesTheField(FaultKind configuration)
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Error, Operation = Start, Status = 400, Code = "InvalidRequestException" });
        server.Aws.Faults.Inject(new Fault { Kind = configuration, Operation = "DescribeAccountAuditConfiguration" });

        var details = await FailAsync(server, Request(RequestId), StatusCode.InvalidArgument, ErrorReason.InvalidRequest);

        Assert.Equal("were not accepted by AWS", Assert.Single(details.BadRequest!.FieldViolations).Description);
    }

    public static TheoryData<string, StartOnDemandAuditTaskRequest> BadRequests => new()
    {
        { "target_check_names", new() },
        { "target_check_names", new() { TargetCheckNames = { Logging, "" } } },
        { "target_check_names", new() { TargetCheckNames = { new string('X', 129) } } },
        { "target_check_names", new() { TargetCheckNames = { Enumerable.Range(0, 101).Select(i => $"X{i}") } } },
        { "request_id", new() { TargetCheckNames = { Logging }, RequestId = "1" } },
        { "request_id", new() { TargetCheckNames = { Logging }, RequestId = RequestId + "\n" } },
        { "source", new() { TargetCheckNames = { Logging }, Source = "none" } },
    };

    [Theory]
    [MemberData(nameof(BadRequests), DisableDiscoveryEnumeration = true)]
    public async Task Start_BadRequest_NamesTheFieldAndAsksAwsNothing(string field, StartOnDemandAuditTaskRequest request)
    {
        await using var server = await RunningServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => StartAsync(server, request));

        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        Assert.Equal(field, Assert.Single(new ErrorDetails(exception).BadRequest!.FieldViolations).Field);
        Assert.Equal(0, server.Aws.Calls.Total);
    }

    [Fact]
    public async Task Describe_AnAuditStartedAMomentAgoThatAwsDoesNotShow_IsUnavailableAndNotMissing()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);
        var taskId = await StartAsync(server, Request());
        server.Aws.Faults.Inject(NotFound);
        time.Advance(TimeSpan.FromSeconds(29));

        var soon = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(taskId));
        time.Advance(TimeSpan.FromSeconds(1));
        var late = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(taskId));

        Assert.Equal((StatusCode.Unavailable, ErrorReason.UpstreamUnavailable), (soon.StatusCode, new ErrorDetails(soon).Reason));
        Assert.Equal(1, new ErrorDetails(soon).Retry!.RetryDelay.Seconds);
        Assert.Equal(StatusCode.NotFound, late.StatusCode);
        server.Aws.Faults.Clear();
        Assert.Equal(taskId, (await server.DescribeAsync(taskId)).TaskId);
    }

    [Fact]
    public async Task Cancel_AnAuditStartedAMomentAgoThatAwsDoesNotShow_IsUnavailableAndNotMissing()
    {
        await using var server = await RunningServer.StartAsync();
        var taskId = await StartAsync(server, Request());
        server.Aws.Faults.Inject(NotFound with { Operation = "CancelAuditTask", Calls = 1 });

        var exception = await Assert.ThrowsAsync<RpcException>(
            () => server.Client.CancelAuditTaskAsync(new CancelAuditTaskRequest { TaskId = taskId }).ResponseAsync);

        Assert.Equal((StatusCode.Unavailable, ErrorReason.UpstreamUnavailable), (exception.StatusCode, new ErrorDetails(exception).Reason));
    }

    [Fact]
    public async Task Watch_AnAuditStartedAMomentAgoThatAwsDoesNotShow_WaitsForIt()
    {
        await using var server = await RunningServer.StartAsync("Watch:MinPollInterval=00:00:00.1");
        var taskId = await StartAsync(server, Request());
        server.Aws.Faults.Inject(NotFound with { Calls = 3 });

        using var watch = server.Client.WatchAuditTask(new WatchAuditTaskRequest { TaskId = taskId });

        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(taskId, watch.ResponseStream.Current.AuditTask.TaskId);
        Assert.Equal(4, server.Aws.Calls.Of(Describe));
    }

    [Fact]
    public async Task Watch_AnAuditThatNeverAppears_EndsNotFoundOnceItShouldHave()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);
        var taskId = await StartAsync(server, Request());
        server.Aws.Faults.Inject(NotFound);

        using var watch = server.Client.WatchAuditTask(new WatchAuditTaskRequest { TaskId = taskId });
        var ended = watch.ResponseStream.MoveNext(CancellationToken.None);
        await Eventually.TrueAsync(() => server.Aws.Calls.Of(Describe) > 0);
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return ended.IsCompleted;
        });

        var exception = await Assert.ThrowsAsync<RpcException>(() => ended);
        Assert.Equal((StatusCode.NotFound, ErrorReason.AuditTaskNotFound), (exception.StatusCode, new ErrorDetails(exception).Reason));
    }

    private static StartOnDemandAuditTaskRequest Request(string? requestId = null, params string[] checks) => new()
    {
        RequestId = requestId ?? "",
        TargetCheckNames = { checks.Length == 0 ? [Logging] : checks },
    };

    private static async Task<string> StartAsync(RunningServer server, StartOnDemandAuditTaskRequest request) =>
        (await server.Client.StartOnDemandAuditTaskAsync(request)).TaskId;

    private static async Task<ErrorDetails> FailAsync(
        RunningServer server, StartOnDemandAuditTaskRequest request, StatusCode code, ErrorReason reason)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => StartAsync(server, request));
        var details = new ErrorDetails(exception);
        Assert.Equal((code, reason), (exception.StatusCode, details.Reason));
        return details;
    }

    /// <summary>The ids of the audits on demand that run, in their order.</summary>
    private static IEnumerable<string> OnDemandInProgress(RunningServer server)
    {
        var request = new ListAuditTasksRequest
        {
            TaskType = AuditTaskType.OnDemandAuditTask,
            TaskStatus = AuditTaskStatus.InProgress,
        };
        return server.Client.ListAuditTasks(request).AuditTasks.Select(audit => audit.TaskId);
    }
}
