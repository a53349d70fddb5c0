using AuditGrpc.Server;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>The server in this process, on a port of its own, over real HTTP/2, with a simulated AWS behind it over real HTTP.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(WebApplication app, SimulatedAws aws, RecordedLog log)
    {
        App = app;
        Aws = aws;
        Log = log;
        Address = new Uri(app.Urls.Single());
        Channel = GrpcChannel.ForAddress(Address);
        Client = new AuditService.AuditServiceClient(Channel);
        Findings = new AuditFindingService.AuditFindingServiceClient(Channel);
        Checks = new AuditCheckService.AuditCheckServiceClient(Channel);
    }

    public WebApplication App { get; }

    public SimulatedAws Aws { get; }

    /// <summary>What the server has logged; of its own code, at every level.</summary>
    public RecordedLog Log { get; }

    public Uri Address { get; }

    public GrpcChannel Channel { get; }

    public AuditService.AuditServiceClient Client { get; }

    public AuditFindingService.AuditFindingServiceClient Findings { get; }

    public AuditCheckService.AuditCheckServiceClient Checks { get; }

    /// <param name="time">The time of the server and of AWS.</param>
    /// <param name="settings">Settings of the server, such as <c>Describe:Freshness=00:00:10</c>.</param>
    public static Task<RunningServer> StartAsync(TimeProvider time, params string[] settings) =>
        StartAsync(time, new SimulatorOptions { RateLimits = false }, settings);

    /// <param name="time">The time of the server and of AWS.</param>
    /// <param name="simulated">How AWS behaves.</param>
    /// <param name="settings">Settings of the server, such as <c>Describe:Freshness=00:00:10</c>; <c>{aws}</c> is AWS's address.</param>
    public static Task<RunningServer> StartAsync(TimeProvider time, SimulatorOptions simulated, params string[] settings) =>
        StartAsync(time, simulated, _ => { }, settings);

    /// <param name="configure">What is different in this server.</param>
    /// <param name="settings">Settings of the server, such as <c>Describe:Freshness=00:00:10</c>.</param>
    public static Task<RunningServer> StartAsync(Action<WebApplicationBuilder> configure, params string[] settings) =>
        StartAsync(TimeProvider.System, new SimulatorOptions { RateLimits = false }, configure, settings);

    public static Task<RunningServer> StartAsync(params string[] settings) => StartAsync(TimeProvider.System, settings);

    private static async Task<RunningServer> StartAsync(
        TimeProvider time, SimulatorOptions simulated, Action<WebApplicationBuilder> configure, string[] settings)
    {
        var aws = await SimulatedAws.StartAsync(simulated, time);
        string[] arguments =
        [
            "--environment=Production",
            "--Urls=http://127.0.0.1:0",
            $"--Sources:default:ServiceUrl={aws.ServiceUrl}",
            $"--Sources:default:StsServiceUrl={aws.ServiceUrl}",
            "--Sources:default:DescribePerSecond=1000",
            "--Sources:default:ListPerSecond=1000",
            "--Sources:default:StartPerSecond=1000",
            "--Sources:default:CancelPerSecond=1000",
            "--Sources:default:FindingPerSecond=1000",
            "--Sources:default:FindingListPerSecond=1000",
            "--Sources:default:RelatedListPerSecond=1000",
            "--Sources:default:ConfigurationPerSecond=1000",
            // The tests of retries do not wait for them.
            "--Upstream:RetryDelay=00:00:00.001",
            "--Hosting:DrainDelay=00:00:00",
            // Other people's clients learn the contract by it.
            "--Security:Reflection=true",
            .. settings.Select(setting => $"--{setting.Replace("{aws}", aws.ServiceUrl.ToString(), StringComparison.Ordinal)}"),
        ];
        var log = new RecordedLog();
        var app = await Program.BuildAsync(arguments, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddFilter("AuditGrpc", LogLevel.Trace);
            log.Attach(builder);
            builder.Services.AddSingleton(time);
            configure(builder);
        });
        await app.StartAsync();
        return new RunningServer(app, aws, log);
    }

    public async Task<AuditTask> DescribeAsync(string taskId) =>
        (await Client.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = taskId })).AuditTask;

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await App.DisposeAsync();
        await Aws.DisposeAsync();
    }
}
