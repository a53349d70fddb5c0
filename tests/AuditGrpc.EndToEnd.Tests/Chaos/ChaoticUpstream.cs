using AuditGrpc.EndToEnd.Tests.Harness;

namespace AuditGrpc.EndToEnd.Tests.Chaos;

/// <summary>A server that reaches AWS through a <see cref="ChaosProxy"/>.</summary>
internal sealed class ChaoticUpstream : IAsyncDisposable
{
    private ChaoticUpstream(ChaosProxy proxy, RunningServer server)
    {
        Proxy = proxy;
        Server = server;
    }

    public ChaosProxy Proxy { get; }

    public RunningServer Server { get; }

    public static async Task<ChaoticUpstream> StartAsync(params string[] settings)
    {
        var proxy = new ChaosProxy();
        var server = await RunningServer.StartAsync([$"Sources:default:ServiceUrl={proxy.Address}", .. settings]);
        proxy.Target = server.Aws.ServiceUrl;
        return new ChaoticUpstream(proxy, server);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
