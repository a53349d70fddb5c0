using AuditGrpc.Server.Watching;

namespace AuditGrpc.Server.Hosting;

/// <summary>
/// Stops in stages, all before the listener closes: health says NOT_SERVING, load balancers get the time to notice, and only then
/// do the watches end, so that their callers do not come back here.
/// </summary>
internal sealed class ShutdownDrain(
    HostingOptions options, WatchHub hub, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ShutdownDrain> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A signal has done so already; a stop from within has not. Health hangs on it.
        lifetime.StopApplication();
        logger.Draining(options.DrainDelay);
        await Task.Delay(options.DrainDelay, time, cancellationToken);
        await hub.DrainAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
