namespace AuditGrpc.Server.Hosting;

/// <summary>
/// Holds a stopping server's listener open while load balancers notice that its health says NOT_SERVING: this runs before the
/// listener closes.
/// </summary>
internal sealed class ShutdownDrain(
    HostingOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ShutdownDrain> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A signal has done so already; a stop from within has not. Health hangs on it.
        lifetime.StopApplication();
        logger.Draining(options.DrainDelay);
        await Task.Delay(options.DrainDelay, time, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
