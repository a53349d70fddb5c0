using AuditGrpc.EndToEnd.Tests.Chaos;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Faults;

/// <summary>The network between this service and AWS breaks, in every way that TCP knows: rows 6 to 8 of docs/reliability.md.</summary>
public sealed class BrokenConnectionTests
{
    private const string Patience = "Upstream:AttemptTimeout=00:00:01";

    // Where a reply is cut: before it, in its headers, and in its body.
    public static TheoryData<Cut, long> Cuts
    {
        get
        {
            var cuts = new TheoryData<Cut, long>();
            foreach (var cut in Enum.GetValues<Cut>())
            {
                foreach (var after in new[] { 0, 50, 300 })
                {
                    cuts.Add(cut, after);
                }
            }

            return cuts;
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Describe_EveryReplyIsCut_IsUnavailableAndComesBack(Cut cut, long after)
    {
        await using var upstream = await ChaoticUpstream.StartAsync(Patience);
        upstream.Proxy.Conditions = new() { Cut = cut, CutAfter = after };

        var failure = await Assert.ThrowsAsync<RpcException>(() => upstream.Server.DescribeAsync(SimulatedAudits.Documented));
        upstream.Proxy.Conditions = Conditions.Fair;

        var details = new ErrorDetails(failure);
        Assert.Equal((StatusCode.Unavailable, ErrorReason.UpstreamUnavailable), (failure.StatusCode, details.Reason));
        Assert.NotNull(details.Retry);
        Assert.Equal(SimulatedAudits.Documented, (await upstream.Server.DescribeAsync(SimulatedAudits.Documented)).TaskId);
    }

    [Fact]
    public async Task Describe_AwsRefusesConnections_IsUnavailableAndComesBack()
    {
        await using var upstream = await ChaoticUpstream.StartAsync();
        upstream.Proxy.Refuse();

        var failure = await Assert.ThrowsAsync<RpcException>(() => upstream.Server.DescribeAsync(SimulatedAudits.Documented));
        upstream.Proxy.Accept();

        Assert.Equal(ErrorReason.UpstreamUnavailable, new ErrorDetails(failure).Reason);
        Assert.Equal(SimulatedAudits.Documented, (await upstream.Server.DescribeAsync(SimulatedAudits.Documented)).TaskId);
    }

    [Fact]
    public async Task Describe_AwsHasNoAddress_IsUnavailable()
    {
        await using var server = await RunningServer.StartAsync("Sources:default:ServiceUrl=http://aws.invalid");

        var failure = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(SimulatedAudits.Documented));

        Assert.Equal((StatusCode.Unavailable, ErrorReason.UpstreamUnavailable), (failure.StatusCode, new ErrorDetails(failure).Reason));
    }

    [Fact]
    public async Task Describe_AwsMovesElsewhere_NewConnectionsGoThere()
    {
        await using var other = await SimulatedAws.StartAsync();
        await using var upstream = await ChaoticUpstream.StartAsync();
        await upstream.Server.DescribeAsync(SimulatedAudits.Documented);
        upstream.Proxy.Target = other.ServiceUrl;
        upstream.Proxy.ResetAll();

        await upstream.Server.DescribeAsync(SimulatedAudits.Running);

        Assert.Equal(1, other.Calls.Total);
    }

    [Fact]
    public async Task Describe_200ConnectionsBreak_NoneIsLeftOpen()
    {
        await using var upstream = await ChaoticUpstream.StartAsync("Upstream:AttemptTimeout=00:00:00.3", "Upstream:Attempts=1");
        Cut[] cuts = [Cut.Reset, Cut.Close, Cut.Reset, Cut.Silence];

        for (var cycle = 0; cycle < 200; cycle++)
        {
            // Silence takes the attempt's whole time, so there is less of it.
            var cut = cycle % 20 == 3 ? Cut.Silence : cuts[cycle % 3];
            upstream.Proxy.Conditions = new() { Cut = cut, CutAfter = cycle % 400 };
            await Assert.ThrowsAsync<RpcException>(() => upstream.Server.DescribeAsync(SimulatedAudits.Documented));
        }

        await Eventually.TrueAsync(() => upstream.Proxy.Open == 0);
        // On a busy machine an attempt may be over before its connection is there.
        Assert.InRange(upstream.Proxy.Accepted, 190, 210);
    }

    [Fact]
    public async Task Describe_AwsHangs_AllWhoAskShareTheOneCallInFlight()
    {
        await using var server = await RunningServer.StartAsync("Upstream:AttemptTimeout=00:00:03");
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Hang, Calls = 1 });

        var watches = Enumerable.Range(0, 20).Select(_ => new RecordedWatch(
            server.Client, new WatchAuditTaskRequest { TaskId = SimulatedAudits.Running }, TimeProvider.System)).ToList();
        var describes = Enumerable.Range(0, 50).Select(_ => server.DescribeAsync(SimulatedAudits.Running)).ToList();
        var audits = await Task.WhenAll(describes);
        var calls = server.Aws.Calls.Of("DescribeAuditTask");

        // The one that hung, and the one that took its place.
        Assert.Equal(2, calls);
        Assert.All(audits, audit => Assert.Equal(audits[0], audit));
        await Eventually.TrueAsync(() => watches.TrueForAll(watch => watch.Last is not null));
        watches.ForEach(watch => watch.Cancel());
        await Task.WhenAll(watches.Select(watch => watch.Ended));
        RecordedWatch.AssertPromisesKept(watches);
        watches.ForEach(watch => watch.Dispose());
    }
}
