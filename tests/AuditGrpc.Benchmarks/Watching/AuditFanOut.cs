using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Net.Client;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>AuditGrpc, with all watchers on one audit. An event is a change that its poller sees.</summary>
internal sealed class AuditFanOut(ServerProcess server, SimulatedAws aws, AuditState audit) : IFanOut
{
    private const string TaskId = "feed0000000000000000000000000001";
    private readonly Arrivals _arrivals = new();
    private int _changes;
    private Streams? _streams;

    public string Name => "AuditGrpc";

    public MeasuredProcess Server => server;

    /// <param name="audit">What is watched.</param>
    public static async Task<AuditFanOut> StartAsync(AuditState audit)
    {
        var aws = await SimulatedAws.StartAsync(new SimulatorOptions { SeedAudits = false, RateLimits = false });
        aws.Audits.Put(TaskId, audit);
        var server = await ServerProcess.StartAsync(
            typeof(Server.Log).Assembly,
            $"--Sources:default:ServiceUrl={aws.ServiceUrl}",
            // A change is found soon, and every poll asks the simulator: what is measured begins when one has found it.
            "--Watch:MinPollInterval=00:00:00.2",
            "--Watch:MaxPollInterval=00:00:00.2",
            "--Describe:Freshness=00:00:00",
            "--Watch:HeartbeatInterval=00:00:30",
            "--Watch:Linger=00:00:01");
        return new AuditFanOut(server, aws, audit);
    }

    /// <summary>The state that is sent, for others to send the same.</summary>
    public async Task<DescribeAuditTaskResponse> DescribeAsync()
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        return await new AuditService.AuditServiceClient(channel).DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = TaskId });
    }

    public async Task OpenAsync(int watchers) => _streams = await AuditWatchers.OpenAsync(server.Address, watchers, _ => TaskId, _arrivals);

    public async Task<TimeSpan> SendAsync()
    {
        _arrivals.ExpectNext();
        _changes++;
        // As many bytes each time.
        aws.Audits.Change(TaskId, _ => audit with { TaskStartTime = audit.TaskStartTime + TimeSpan.FromSeconds(_changes % 2) });
        return await _arrivals.SlowestAsync();
    }

    public async Task CloseAsync() => await _streams!.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await aws.DisposeAsync();
    }
}
