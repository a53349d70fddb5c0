using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AuditGrpc.Simulator;

/// <summary>
/// AWS's audit API over HTTP, on a port of 127.0.0.1. It can run inside another process: it reads none of that process's
/// configuration or environment, logs nowhere unless told, and takes no signals.
/// </summary>
public sealed class SimulatedAws : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly Accounts _accounts;

    private SimulatedAws(WebApplication app, Accounts accounts, Calls calls, Faults faults)
    {
        _app = app;
        _accounts = accounts;
        Calls = calls;
        Faults = faults;
        ServiceUrl = new(app.Urls.Single());
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:34567</c>: the endpoint URL to give to an AWS client.</summary>
    public Uri ServiceUrl { get; }

    /// <summary>The default account's audits, to look at and to change at once.</summary>
    public Audits Audits => _accounts.Default.Audits;

    /// <summary>The default account's findings.</summary>
    public Findings Findings => _accounts.Default.Findings;

    /// <summary>The requests that arrived, whichever account's.</summary>
    public Calls Calls { get; }

    /// <summary>What goes wrong, whichever account asks.</summary>
    public Faults Faults { get; }

    /// <summary>One of the accounts, for what is its alone.</summary>
    /// <param name="accountId">The account: 12 digits.</param>
    /// <param name="region">The region, for an account that has several. Null, the default, takes the first.</param>
    /// <exception cref="KeyNotFoundException">The simulator serves no such account.</exception>
    public SimulatedAccount Account(string accountId, string? region = null) => _accounts.Get(accountId, region);

    /// <summary>Starts a simulator. Disposing stops it, whatever requests are still open.</summary>
    /// <param name="options">How it behaves. Defaults to a new <see cref="SimulatorOptions"/>.</param>
    /// <param name="timeProvider">The time on which audits run, quotas refill and faults delay. Defaults to the system's.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its limits; the message names both.</exception>
    /// <exception cref="ScenarioException">A scenario file is not usable; the message says where.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatedAws> StartAsync(
        SimulatorOptions? options = null, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Validate();
        var time = timeProvider ?? TimeProvider.System;
        var accounts = new Accounts(options, time);
        var sessions = new Sessions(options, time);
        var calls = new Calls(time);
        var faults = new Faults();
        foreach (var path in options.Scenarios)
        {
            var scenario = await ScenarioFile.ReadAsync(path, cancellationToken);
            scenario.Play(accounts, faults, time.GetUtcNow());
        }

        var app = Build(options);
        var endpoint = new AwsEndpoint(new(accounts, sessions), new(accounts, sessions), calls, faults, time, app.Lifetime);
        app.MapSimulator(accounts, faults, calls);
        app.MapFallback("{**path}", endpoint.HandleAsync);
        try
        {
            await app.StartAsync(cancellationToken);
            return new(app, accounts, calls, faults);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the simulator.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static WebApplication Build(SimulatorOptions options)
    {
        // An empty builder: one with defaults reads the hosting process's settings, such as ASPNETCORE_URLS and appsettings.json.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        options.Logging?.Invoke(builder.Logging);
        return builder.Build();
    }

    /// <summary>In place of the console's lifetime, which would take the hosting process's signals.</summary>
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
