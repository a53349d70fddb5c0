using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests;

public sealed class DescribeTests
{
    private const string Describe = "DescribeAuditTask";

    [Fact]
    public async Task Describe_DocumentedExample_HasEveryDocumentedValue()
    {
        await using var server = await RunningServer.StartAsync();

        var audit = await server.DescribeAsync(SimulatedAudits.Documented);

        var expected = new AuditTask
        {
            TaskId = "a3aea009955e501a31b764abe1bebd3d",
            TaskStatus = V1.AuditTaskStatus.Completed,
            TaskType = V1.AuditTaskType.OnDemandAuditTask,
            TaskStartTime = new Google.Protobuf.WellKnownTypes.Timestamp { Seconds = 1560356923, Nanos = 434_000_000 },
            TaskStatistics = new TaskStatistics
            {
                TotalChecks = 3,
                InProgressChecks = 0,
                WaitingForDataCollectionChecks = 0,
                CompliantChecks = 3,
                NonCompliantChecks = 0,
                FailedChecks = 0,
                CanceledChecks = 0,
            },
            AuditDetails =
            {
                ["CA_CERTIFICATE_EXPIRING_CHECK"] = Compliant(0),
                ["DEVICE_CERTIFICATE_EXPIRING_CHECK"] = Compliant(6),
                ["REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK"] = Compliant(0),
            },
            Etag = audit.Etag,
        };
        Assert.Equal(expected, audit);
        Assert.NotEmpty(audit.Etag);

        static AuditCheckDetails Compliant(long resources) => new()
        {
            CheckRunStatus = AuditCheckRunStatus.CompletedCompliant,
            CheckCompliant = true,
            TotalResourcesCount = resources,
            NonCompliantResourcesCount = 0,
        };
    }

    [Fact]
    public async Task Describe_64CallersAtOnce_CostOneCall()
    {
        await using var server = await RunningServer.StartAsync("Describe:Freshness=00:01:00");
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Delay, Delay = TimeSpan.FromMilliseconds(200) });

        var audits = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => server.DescribeAsync(SimulatedAudits.Running)));

        Assert.Equal(1, server.Aws.Calls.Of(Describe));
        Assert.All(audits, audit => Assert.Equal(audits[0], audit));
    }

    [Fact]
    public async Task Describe_FinishedAudit1000Times_CostsOneCall()
    {
        await using var server = await RunningServer.StartAsync("Describe:Freshness=00:00:00");

        for (var batch = 0; batch < 20; batch++)
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.DescribeAsync(SimulatedAudits.NonCompliant)));
        }

        Assert.Equal(1, server.Aws.Calls.Of(Describe));
    }

    [Fact]
    public async Task Describe_RunningAuditOnceFreshnessIsOver_TellsItsNewState()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);
        var before = await server.DescribeAsync(SimulatedAudits.Running);

        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(before, await server.DescribeAsync(SimulatedAudits.Running));
        time.Advance(TimeSpan.FromMinutes(20));
        var after = await server.DescribeAsync(SimulatedAudits.Running);

        Assert.Equal(V1.AuditTaskStatus.InProgress, before.TaskStatus);
        Assert.Equal(V1.AuditTaskStatus.Completed, after.TaskStatus);
        Assert.NotEqual(before.Etag, after.Etag);
        Assert.Equal(2, server.Aws.Calls.Of(Describe));
    }

    [Fact]
    public async Task Describe_WordsWithoutAValue_AreKept()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.UnknownWords });

        var audit = await server.DescribeAsync(SimulatedAudits.Documented);

        Assert.Equal((V1.AuditTaskStatus.Unspecified, "PAUSED"), (audit.TaskStatus, audit.UnrecognizedTaskStatus));
        Assert.Equal((V1.AuditTaskType.Unspecified, "PAUSED"), (audit.TaskType, audit.UnrecognizedTaskType));
        Assert.All(audit.AuditDetails.Values, check => Assert.Equal("PAUSED", check.UnrecognizedCheckRunStatus));
    }

    [Theory]
    [InlineData(FaultKind.MissingMembers)]
    [InlineData(FaultKind.NullMembers)]
    public async Task Describe_MembersMissingOrNull_StayAbsent(FaultKind kind)
    {
        await using var server = await RunningServer.StartAsync();
        string[] members = ["taskType", "taskStartTime", "taskStatistics", "checkCompliant", "nonCompliantResourcesCount"];
        server.Aws.Faults.Inject(new Fault { Kind = kind, Members = members });

        var audit = await server.DescribeAsync(SimulatedAudits.Documented);

        Assert.Equal(V1.AuditTaskStatus.Completed, audit.TaskStatus);
        Assert.Equal(V1.AuditTaskType.Unspecified, audit.TaskType);
        Assert.False(audit.HasUnrecognizedTaskType);
        Assert.Null(audit.TaskStartTime);
        Assert.Null(audit.TaskStatistics);
        var check = audit.AuditDetails["DEVICE_CERTIFICATE_EXPIRING_CHECK"];
        Assert.False(check.HasCheckCompliant || check.HasNonCompliantResourcesCount);
        Assert.Equal(6, check.TotalResourcesCount);
    }

    [Fact]
    public async Task Describe_CallersDeadlinePasses_TheOthersAreStillAnswered()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Delay, Delay = TimeSpan.FromSeconds(1) });
        var request = new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Running };
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(50);

        var patient = server.Client.DescribeAuditTaskAsync(request).ResponseAsync;
        var hurried = await Assert.ThrowsAsync<RpcException>(
            () => server.Client.DescribeAuditTaskAsync(request, deadline: deadline).ResponseAsync);

        Assert.Equal(StatusCode.DeadlineExceeded, hurried.StatusCode);
        Assert.Equal(SimulatedAudits.Running, (await patient).AuditTask.TaskId);
        Assert.Equal(1, server.Aws.Calls.Of(Describe));
    }
}
