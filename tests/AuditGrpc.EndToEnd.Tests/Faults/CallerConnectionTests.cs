using AuditGrpc.Client;
using AuditGrpc.EndToEnd.Tests.Chaos;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Server.Watching;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AuditGrpc.EndToEnd.Tests.Faults;

/// <summary>The network between callers and this service breaks.</summary>
public sealed class CallerConnectionTests
{
    private const string Audit = "audit";
    private static readonly string[] _settings =
        ["Watch:MinPollInterval=00:00:00.1", "Watch:MaxPollInterval=00:00:00.1", "Describe:Freshness=00:00:00"];

    [Fact]
    public async Task Watch_ConnectionsAreReset_FreesTheirPlaces()
    {
        await using var server = await RunningServer.StartAsync(_settings);
        server.Aws.Audits.Put(Audit, WatchScene.StateOf(1));
        await using var proxy = new ChaosProxy(server.Address);
        using var channel = ChannelOf(proxy);
        var client = new AuditService.AuditServiceClient(channel);
        var watches = Enumerable.Range(0, 200).Select(_ => new RecordedWatch(
            client, new WatchAuditTaskRequest { TaskId = Audit }, TimeProvider.System)).ToList();
        await Eventually.TrueAsync(() => watches.TrueForAll(watch => watch.Last is not null));
        var hub = server.App.Services.GetRequiredService<WatchHub>();
        Assert.Equal(200, hub.Open);

        proxy.ResetAll();

        await Eventually.TrueAsync(() => hub.Open == 0);
        await Task.WhenAll(watches.Select(watch => watch.Ended));
        Assert.All(watches, watch => Assert.NotEqual(StatusCode.OK, watch.History.End!.Code));
        Assert.Equal(Audit, (await client.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = Audit })).AuditTask.TaskId);
        watches.ForEach(watch => watch.Dispose());
    }

    [Theory]
    [InlineData(Cut.Reset)]
    [InlineData(Cut.Close)]
    public async Task ClientWatch_ConnectionBreaksInTheMiddleOfMessages_GetsToTheEnd(Cut cut)
    {
        await using var server = await RunningServer.StartAsync(_settings);
        server.Aws.Audits.Put(Audit, WatchScene.StateOf(1, text: new string('x', 5_000)));
        await using var proxy = new ChaosProxy(server.Address);
        var options = new AuditClientOptions { Address = proxy.Address, MaxReconnectDelay = TimeSpan.FromSeconds(1) };
        using var channel = AuditChannel.Create(options);
        await using var states = new AuditClient(channel, options).WatchAsync(Audit).GetAsyncEnumerator();
        Assert.True(await states.MoveNextAsync());

        // The next state stops half-way.
        proxy.Conditions = new() { Cut = cut, CutAfter = 8_000 };
        server.Aws.Audits.Put(Audit, WatchScene.StateOf(2, text: new string('x', 5_000)));
        var next = states.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(() => proxy.Open == 0);
        proxy.Conditions = Conditions.Fair;
        Assert.True(await next);
        var resumed = states.Current;
        server.Aws.Audits.Put(Audit, WatchScene.StateOf(3, AuditWords.Completed));
        Assert.True(await states.MoveNextAsync());

        Assert.Equal(2, resumed.AuditDetails.Values.Single().TotalResourcesCount);
        Assert.True(states.Current.IsTerminal());
        Assert.False(await states.MoveNextAsync());
    }

    [Fact]
    public async Task ClientWatch_AddressMovesToAnotherServer_GoesOnThere()
    {
        await using var one = await RunningServer.StartAsync(_settings);
        await using var other = await RunningServer.StartAsync([$"Sources:default:ServiceUrl={one.Aws.ServiceUrl}", .. _settings]);
        one.Aws.Audits.Put(Audit, WatchScene.StateOf(1));
        await using var proxy = new ChaosProxy(one.Address);
        var options = new AuditClientOptions { Address = proxy.Address, MaxReconnectDelay = TimeSpan.FromSeconds(1) };
        using var channel = AuditChannel.Create(options);
        await using var states = new AuditClient(channel, options).WatchAsync(Audit).GetAsyncEnumerator();
        Assert.True(await states.MoveNextAsync());

        proxy.Target = other.Address;
        var next = states.MoveNextAsync().AsTask();
        proxy.ResetAll();
        var there = other.App.Services.GetRequiredService<WatchHub>();
        await Eventually.TrueAsync(() => there.Open == 1);
        // The state that it knows is not sent again.
        Assert.False(next.IsCompleted);
        one.Aws.Audits.Put(Audit, WatchScene.StateOf(2, AuditWords.Completed));

        Assert.True(await next);
        Assert.True(states.Current.IsTerminal());
    }

    [Fact]
    public async Task Watch_OverALineThatIsSlowAndLate_KeepsItsPromises()
    {
        await using var server = await RunningServer.StartAsync(_settings);
        server.Aws.Audits.Put(Audit, WatchScene.StateOf(1, text: new string('x', 5_000)));
        await using var proxy = new ChaosProxy(server.Address)
        {
            Conditions = new() { Latency = TimeSpan.FromMilliseconds(20), BytesPerSecond = 50_000 },
        };
        using var channel = ChannelOf(proxy);
        var client = new AuditService.AuditServiceClient(channel);
        using var watch = new RecordedWatch(client, new WatchAuditTaskRequest { TaskId = Audit }, TimeProvider.System);
        await Eventually.TrueAsync(() => watch.Last is not null);

        for (var change = 2; change <= 5; change++)
        {
            server.Aws.Audits.Put(Audit, WatchScene.StateOf(change, text: new string('x', 5_000)));
            var expected = change;
            await watch.SawAsync(seen => WatchScene.ProgressOf(seen) == expected);
        }

        server.Aws.Audits.Put(Audit, WatchScene.StateOf(6, AuditWords.Completed));

        Assert.Equal(StatusCode.OK, (await watch.Ended).Code);
        RecordedWatch.AssertPromisesKept([watch]);
    }

    [Fact]
    public async Task Watch_DeadlinePassesOrCallerCancels_AreCountedApart()
    {
        await using var server = await RunningServer.StartAsync(_settings);
        server.Aws.Audits.Put(Audit, WatchScene.StateOf(1));
        using var measured = new Measurements(server);
        var request = new WatchAuditTaskRequest { TaskId = Audit };
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(1);
        var hurried = Enumerable.Range(0, 5).Select(_ => new RecordedWatch(server.Client, request, TimeProvider.System, deadline)).ToList();
        var patient = Enumerable.Range(0, 3).Select(_ => new RecordedWatch(
            server.Client, request, TimeProvider.System, deadline.AddHours(1))).ToList();

        var ends = await Task.WhenAll(hurried.Select(watch => watch.Ended));
        await Eventually.TrueAsync(() => patient.TrueForAll(watch => watch.Last is not null));
        patient.ForEach(watch => watch.Cancel());
        await Eventually.TrueAsync(() => measured.Sum("audit.watch.ended") == 8);

        Assert.All(ends, end => Assert.Equal(StatusCode.DeadlineExceeded, end.Code));
        Assert.Equal((5, 3), (measured.Sum("audit.watch.ended", "deadline"), measured.Sum("audit.watch.ended", "client")));
        await Task.WhenAll(patient.Select(watch => watch.Ended));
        hurried.Concat(patient).ToList().ForEach(watch => watch.Dispose());
    }

    private static GrpcChannel ChannelOf(ChaosProxy proxy) => GrpcChannel.ForAddress(proxy.Address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        DisposeHttpClient = true,
    });
}
