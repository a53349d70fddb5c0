using AuditGrpc.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AuditGrpc.Client.Tests;

/// <summary>A scripted service over real HTTP/2, on a port of its own, and a client of it whose time is the test's.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private ScriptedServer(WebApplication app, AuditClientOptions options)
    {
        _app = app;
        options.Address = Address = new Uri(app.Urls.Single());
        Options = options;
        Time = new WatchTime(options.SilenceTimeout);
        _channel = AuditChannel.Create(options);
        Client = new AuditClient(_channel, options, Time);
    }

    public Uri Address { get; }

    public AuditClientOptions Options { get; }

    public WatchTime Time { get; }

    public AuditClient Client { get; }

    public ScriptedService Service => _app.Services.GetRequiredService<ScriptedService>();

    /// <param name="options">The client's.</param>
    /// <param name="watches">What the service does, watch after watch.</param>
    public static async Task<ScriptedServer> StartAsync(AuditClientOptions options, params WatchScript[] watches)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.Services.AddRoutingCore().AddSingleton<ScriptedService>().AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<ScriptedService>();
        app.MapGrpcService<ScriptedFindings>();
        app.MapGrpcService<ScriptedChecks>();
        app.MapGrpcService<ScriptedSources>();
        await app.StartAsync();
        var server = new ScriptedServer(app, options);
        foreach (var watch in watches)
        {
            server.Service.Watches.Enqueue(watch);
        }

        return server;
    }

    public static Task<ScriptedServer> StartAsync(params WatchScript[] watches) => StartAsync(new AuditClientOptions(), watches);

    /// <summary>The etags of the states that a watch yields, in order.</summary>
    public async Task<List<string>> WatchToTheEndAsync(string? knownEtag = null) =>
        await Client.WatchAsync("a1", knownEtag: knownEtag).Select(audit => audit.Etag).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.DisposeAsync();
    }
}
