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

    private SimulatedAws(WebApplication app, Audits audits, Calls calls, Faults faults)
    {
        _app = app;
        Audits = audits;
        Calls = calls;
        Faults = faults;
        ServiceUrl = new(app.Urls.Single());
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:34567</c>: the endpoint URL to give to an AWS client.</summary>
    public Uri ServiceUrl { get; }

    /// <summary>The account's audits, to look at and to change at once.</summary>
    public Audits Audits { get; }

    /// <summary>The requests that arrived.</summary>
    public Calls Calls { get; }

    /// <summary>What goes wrong.</summary>
    public Faults Faults { get; }

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
        var account = new Account(options.AccountId);
        var audits = new Audits(options, time);
        var calls = new Calls(time);
        var faults = new Faults();
        var outcomes = new Dictionary<string, CheckState>(KnownChecks.Outcomes);
        if (options.SeedAudits)
        {
            Simulator.SeedAudits.AddTo(audits, options, time.GetUtcNow());
        }

        foreach (var path in options.Scenarios)
        {
            var scenario = await ScenarioFile.ReadAsync(path, cancellationToken);
            Play(scenario, account, audits, faults, outcomes, time.GetUtcNow());
        }

        var app = Build(options);
        var endpoint = new AwsEndpoint(
            new(audits, account, outcomes, options, time), calls, faults, new(options, time), options, time, app.Lifetime);
        app.MapSimulator(faults, calls);
        app.MapFallback("{**path}", endpoint.HandleAsync);
        try
        {
            await app.StartAsync(cancellationToken);
            return new(app, audits, calls, faults);
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

    private static void Play(
        Scenario scenario, Account account, Audits audits, Faults faults, Dictionary<string, CheckState> outcomes, DateTimeOffset now)
    {
        account.Configuration = scenario.AccountAuditConfiguration ?? account.Configuration;
        foreach (var (checkName, outcome) in scenario.CheckOutcomes)
        {
            outcomes[checkName] = outcome;
        }

        foreach (var (taskId, audit) in scenario.Audits)
        {
            if (audit.Script is { } script)
            {
                audits.Run(taskId, script, audit.StartedAgo);
            }
            else
            {
                audits.Put(taskId, audit.State! with { TaskStartTime = audit.State.TaskStartTime ?? now - audit.StartedAgo });
            }
        }

        scenario.Faults.ForEach(faults.Inject);
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
