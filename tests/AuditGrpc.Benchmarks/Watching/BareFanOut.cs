using System.Net;
using AuditGrpc.Benchmarks.Bare;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.V1;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>The framework's limit: one state for all, sent when told to, and encoded for each stream.</summary>
internal sealed class BareFanOut(ServerProcess server) : IFanOut
{
    private readonly Arrivals _arrivals = new();
    private readonly HttpClient _sender = new()
    {
        BaseAddress = server.Address,
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private Streams? _streams;

    public string Name => "bare";

    public MeasuredProcess Server => server;

    /// <param name="state">What it sends.</param>
    public static async Task<BareFanOut> StartAsync(DescribeAuditTaskResponse state) =>
        new(await BareServer.StartAsync(state));

    public async Task OpenAsync(int watchers) => _streams = await AuditWatchers.OpenAsync(server.Address, watchers, _ => "any", _arrivals);

    public async Task<TimeSpan> SendAsync()
    {
        _arrivals.ExpectNext();
        using var answer = await _sender.PostAsync(BareServer.BroadcastPath, content: null);
        answer.EnsureSuccessStatusCode();
        return await _arrivals.SlowestAsync();
    }

    public async Task CloseAsync() => await _streams!.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await server.DisposeAsync();
    }
}
