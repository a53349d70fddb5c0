using AuditGrpc.Server.Limiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry.Metrics;

namespace AuditGrpc.Server.Monitoring;

/// <summary>
/// Health and metrics over HTTP/1.1, for those who probe and scrape. A host of its own, so that nothing of it can be reached where
/// calls are taken, nor any call here, and so that it answers while the other has as many connections as it may.
/// </summary>
internal sealed class MonitoringServer(
    Uri address, MeterProvider meters, IHostApplicationLifetime server, ILogger<MonitoringServer> logger) : IHostedService, IAsyncDisposable
{
    private const int MaxConnections = 100;
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app = Build(address, meters, server);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Begins before the server takes calls, and says meanwhile that it is not ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _app.StartAsync(cancellationToken);
        logger.Monitoring(Address);
    }

    /// <summary>Ends after the server: hosted services are stopped in the opposite order.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static WebApplication Build(Uri address, MeterProvider meters, IHostApplicationLifetime server)
    {
        // An empty builder: one with defaults would read this server's settings, such as its addresses.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(address.OriginalString).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        BoundedTransport.AddTo(builder.Services, MaxConnections);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var app = builder.Build();
        app.MapGet("/health/live", () => Results.Text("live\n"));
        app.MapGet("/health/ready", () => IsReady(server)
            ? Results.Text("ready\n")
            : Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapPrometheusScrapingEndpoint("/metrics", meters, configureBranchedPipeline: null, optionsName: null);
        return app;
    }

    private static bool IsReady(IHostApplicationLifetime server) =>
        server.ApplicationStarted.IsCancellationRequested && !server.ApplicationStopping.IsCancellationRequested;

    /// <summary>In place of the console's lifetime, which would take this process's signals.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
