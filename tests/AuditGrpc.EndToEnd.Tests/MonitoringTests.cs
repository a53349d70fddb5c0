using System.Net;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Server.Monitoring;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AuditGrpc.EndToEnd.Tests;

public sealed class MonitoringTests
{
    private const string AnyPort = "Hosting:MonitoringUrl=http://127.0.0.1:0";

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_OfARunningServer_IsGoodWhateverBecomesOfAws(string path)
    {
        await using var server = await RunningServer.StartAsync(AnyPort);
        await server.Aws.DisposeAsync();
        using var client = ClientOf(server);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Health_WhileDraining_IsLiveButNotReady()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, AnyPort, "Hosting:DrainDelay=00:00:05");
        using var client = ClientOf(server);

        var stopping = server.App.StopAsync();

        await Eventually.TrueAsync(() => server.App.Lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        time.Advance(TimeSpan.FromSeconds(5));
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/health/live"));
    }

    [Fact]
    public async Task Metrics_WithAnOpenWatch_CountIt()
    {
        await using var server = await RunningServer.StartAsync(AnyPort);
        using var client = ClientOf(server);
        using var watch = server.Client.WatchAuditTask(new WatchAuditTaskRequest { TaskId = SimulatedAudits.Running });
        await watch.ResponseStream.MoveNext(CancellationToken.None);

        var page = await client.GetStringAsync("/metrics");

        Assert.Contains("# TYPE audit_watch_started_total counter", page, StringComparison.Ordinal);
        Assert.Contains("# TYPE audit_watch_active gauge", page, StringComparison.Ordinal);
        Assert.Contains("kestrel_active_connections", page, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports_OfCallsAndOfMonitoring_HaveNothingOfEachOther()
    {
        await using var server = await RunningServer.StartAsync(AnyPort);
        using var client = ClientOf(server);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auditgrpc.v1.AuditService/DescribeAuditTask");
        using var http2 = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/metrics"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(request)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(http2)).StatusCode);
        using var channel = GrpcChannel.ForAddress(client.BaseAddress!);
        await Assert.ThrowsAsync<RpcException>(() => new AuditService.AuditServiceClient(channel).DescribeAuditTaskAsync(
            new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented }).ResponseAsync);
    }

    [Fact]
    public async Task Health_WhenCallsHaveAllConnections_IsStillAnswered()
    {
        await using var server = await RunningServer.StartAsync(AnyPort, "Limits:MaxConnections=1");
        await server.DescribeAsync(SimulatedAudits.Documented);
        using var client = ClientOf(server);

        Assert.Equal("ready\n", await client.GetStringAsync("/health/ready"));
    }

    private static HttpClient ClientOf(RunningServer server) =>
        new() { BaseAddress = server.App.Services.GetRequiredService<MonitoringServer>().Address };
}
