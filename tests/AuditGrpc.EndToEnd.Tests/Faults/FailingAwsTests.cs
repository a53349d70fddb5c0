using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Xunit.Abstractions;

namespace AuditGrpc.EndToEnd.Tests.Faults;

/// <summary>AWS fails, throttles or refuses: what rows 1, 3 and 9 of docs/reliability.md ask beyond what watches do.</summary>
public sealed class FailingAwsTests(ITestOutputHelper output)
{
    private const string Describe = "DescribeAuditTask";

    [Theory]
    [InlineData(500, "InternalFailureException", 1)]
    [InlineData(503, "ServiceUnavailableException", 2)]
    public async Task Describe_NearlyAThirdOfCallsFail_NearlyAllSucceedForHalfAsManyCallsMore(int status, string code, int seed)
    {
        const int Callers = 500;
        output.WriteLine($"seed {seed}");
        await using var server = await RunningServer.StartAsync("Describe:Freshness=00:00:00");
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Error, Status = status, Code = code, Share = 0.3, Seed = seed });

        // One after the other, so that the seed decides who gets which fault.
        var succeeded = 0;
        for (var caller = 0; caller < Callers; caller++)
        {
            try
            {
                await server.DescribeAsync(SimulatedAudits.Running);
                succeeded++;
            }
            catch (RpcException failure)
            {
                Assert.Equal(ErrorReason.UpstreamUnavailable, new ErrorDetails(failure).Reason);
            }
        }

        var calls = server.Aws.Calls.Of(Describe);
        output.WriteLine($"{succeeded} of {Callers} succeeded, with {calls} calls to AWS");
        // All three attempts fail for 0.3³ of them, and three attempts at most are 1.39 on average.
        Assert.InRange(succeeded / (double)Callers, 0.96, 1);
        Assert.InRange(calls / (double)Callers, 1.2, 1.5);
    }

    [Fact]
    public async Task Watch_AStormOfThrottlingOverManyAudits_StaysWithinTheBudgetAndPasses()
    {
        // The burst is a quarter of the rate.
        const int PerSecond = 40;
        await using var server = await RunningServer.StartAsync(
            $"Sources:default:DescribePerSecond={PerSecond}",
            "Watch:MinPollInterval=00:00:00.1",
            "Watch:MaxPollInterval=00:00:00.1",
            "Describe:Freshness=00:00:00");
        var ids = Enumerable.Range(0, 100).Select(number => $"audit-{number}").ToList();
        ids.ForEach(id => server.Aws.Audits.Put(id, WatchScene.StateOf(1)));
        var watches = ids.ConvertAll(id => new RecordedWatch(
            server.Client, new WatchAuditTaskRequest { TaskId = id }, TimeProvider.System));
        await Eventually.TrueAsync(() => watches.TrueForAll(watch => watch.Last is not null));

        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Throttle });
        var refused = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(SimulatedAudits.Running));
        var stormy = server.Aws.Calls.Of(Describe);
        await Eventually.TrueAsync(() => server.Aws.Calls.Of(Describe) >= stormy + (3 * PerSecond));
        server.Aws.Faults.Clear();
        ids.ForEach(id => server.Aws.Audits.Put(id, WatchScene.StateOf(2, AuditWords.Completed)));
        var ends = await Task.WhenAll(watches.Select(watch => watch.Ended));

        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled), (refused.StatusCode, new ErrorDetails(refused).Reason));
        Assert.NotNull(new ErrorDetails(refused).Retry);
        Assert.All(ends, end => Assert.Equal(StatusCode.OK, end.Code));
        RecordedWatch.AssertPromisesKept(watches);
        var most = MostInASecond(server.Aws.Calls.Times(Describe));
        output.WriteLine($"at most {most} calls in a second, of {PerSecond * 1.25} allowed");
        // A loaded machine can deliver in one second what was sent in one and a half.
        Assert.InRange(most, 1, PerSecond * 1.75);
        watches.ForEach(watch => watch.Dispose());
    }

    [Fact]
    public async Task Describe_AnAuditThatWasMissing_IsAskedForAgain()
    {
        await using var server = await RunningServer.StartAsync();
        var missing = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync("late"));
        server.Aws.Audits.Put("late", WatchScene.StateOf(1));

        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
        Assert.Equal("late", (await server.DescribeAsync("late")).TaskId);
    }

    [Fact]
    public async Task Describe_MembersThatNobodyKnows_AreLeftOut()
    {
        await using var server = await RunningServer.StartAsync();
        var body = """{"taskStatus":"IN_PROGRESS","taskMood":"good","auditDetails":{"A_NEW_CHECK":{"checkColor":[1,{"a":null}]}}}""";
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Body, Body = body });

        var audit = await server.DescribeAsync("audit");

        Assert.Equal(V1.AuditTaskStatus.InProgress, audit.TaskStatus);
        Assert.Equal(new AuditCheckDetails(), Assert.Single(audit.AuditDetails).Value);
    }

    private static int MostInASecond(IReadOnlyList<DateTimeOffset> times)
    {
        var most = 0;
        for (int first = 0, last = 0; last < times.Count; last++)
        {
            while (times[last] - times[first] >= TimeSpan.FromSeconds(1))
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
