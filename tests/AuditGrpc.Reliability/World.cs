using System.Diagnostics;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.EndToEnd.Tests.Chaos;
using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Net.Client;

namespace AuditGrpc.Reliability;

/// <summary>A server in a process of its own, with a network that can misbehave before and behind it, and a simulated AWS.</summary>
internal sealed class World : IAsyncDisposable
{
    private World(SimulatedAws aws, ChaosProxy upstream, ServerProcess server)
    {
        Aws = aws;
        Upstream = upstream;
        Server = server;
        Callers = new ChaosProxy(server.Address);
        Channel = ChannelTo(server.Address);
        Client = new AuditService.AuditServiceClient(Channel);
    }

    public SimulatedAws Aws { get; }

    /// <summary>Between the server and AWS.</summary>
    public ChaosProxy Upstream { get; }

    public ServerProcess Server { get; }

    /// <summary>Between the server and those callers who come this way.</summary>
    public ChaosProxy Callers { get; }

    public GrpcChannel Channel { get; }

    public AuditService.AuditServiceClient Client { get; }

    /// <summary>The reads that reached AWS.</summary>
    public long Reads => Aws.Calls.Of("DescribeAuditTask");

    /// <summary>The server's open files and sockets.</summary>
    public int Files => Directory.GetFiles($"/proc/{Server.Id}/fd").Length;

    public static Task<World> StartAsync(params string[] settings) => StartAsync([], settings);

    /// <param name="launcher">What the server's process is started by.</param>
    /// <param name="settings">The server's settings.</param>
    public static async Task<World> StartAsync(IReadOnlyList<string> launcher, IReadOnlyList<string> settings)
    {
        var aws = await SimulatedAws.StartAsync(new SimulatorOptions { RateLimits = false });
        var upstream = new ChaosProxy(aws.ServiceUrl);
        var server = await ServerProcess.StartAsync(
            launcher,
            typeof(Server.Log).Assembly,
            [$"--Sources:default:ServiceUrl={upstream.Address}", .. settings.Select(setting => $"--{setting}")]);
        return new World(aws, upstream, server);
    }

    public static GrpcChannel ChannelTo(Uri address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        DisposeHttpClient = true,
    });

    /// <summary>Audits that run until they are changed.</summary>
    public IReadOnlyList<string> PutAudits(int count, string prefix = "audit")
    {
        var ids = Enumerable.Range(0, count).Select(number => $"{prefix}-{number}").ToList();
        ids.ForEach(id => Aws.Audits.Put(id, WatchScene.StateOf(1)));
        return ids;
    }

    /// <summary>Opens watches, and waits for the first message of each.</summary>
    public async Task<IReadOnlyList<RecordedWatch>> WatchAsync(
        int count, IReadOnlyList<string> audits, AuditService.AuditServiceClient? client = null)
    {
        var watches = Enumerable.Range(0, count).Select(number => new RecordedWatch(
            client ?? Client, new WatchAuditTaskRequest { TaskId = audits[number % audits.Count] }, TimeProvider.System)).ToList();
        await WaitAsync(TimeSpan.FromMinutes(2), () => watches.TrueForAll(watch => watch.Last is not null || watch.Ended.IsCompleted));
        return watches;
    }

    public async Task<AuditTask> DescribeAsync(string taskId, TimeSpan? deadline = null) => (await Client.DescribeAuditTaskAsync(
        new DescribeAuditTaskRequest { TaskId = taskId },
        deadline: deadline is { } time ? TimeProvider.System.GetUtcNow().UtcDateTime + time : null)).AuditTask;

    public void Signal(string name) => Process.Start("kill", ["-s", name, $"{Server.Id}"]).WaitForExit();

    public static Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);

    /// <summary>Waits for something to come true; says how long that took, or the limit if it has not.</summary>
    public static async Task<TimeSpan> WaitAsync(TimeSpan limit, Func<bool> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition() && TimeProvider.System.GetElapsedTime(began) < limit)
        {
            await PassAsync(0.05);
        }

        return TimeProvider.System.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await Callers.DisposeAsync();
        await Server.DisposeAsync();
        await Upstream.DisposeAsync();
        await Aws.DisposeAsync();
    }
}
