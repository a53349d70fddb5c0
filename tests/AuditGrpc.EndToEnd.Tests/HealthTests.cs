using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace AuditGrpc.EndToEnd.Tests;

public sealed class HealthTests
{
    private const string AuditService = "auditgrpc.v1.AuditService";

    [Theory]
    [InlineData("")]
    [InlineData(AuditService)]
    [InlineData("auditgrpc.v1.AuditFindingService")]
    [InlineData("auditgrpc.v1.AuditCheckService")]
    [InlineData("auditgrpc.v1.SourceService")]
    public async Task Check_AServiceOfThisServer_IsServing(string service)
    {
        await using var server = await RunningServer.StartAsync();
        var health = new Health.HealthClient(server.Channel);

        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest { Service = service })).Status);
    }

    [Fact]
    public async Task Check_AServiceOfNobody_IsNotFound()
    {
        await using var server = await RunningServer.StartAsync();
        var health = new Health.HealthClient(server.Channel);

        var exception = await Assert.ThrowsAsync<RpcException>(
            () => health.CheckAsync(new HealthCheckRequest { Service = "nobody" }).ResponseAsync);

        Assert.Equal(StatusCode.NotFound, exception.StatusCode);
    }

    [Fact]
    public async Task Check_AwsIsDown_IsStillServing()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Aws.DisposeAsync();
        var health = new Health.HealthClient(server.Channel);

        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task Stop_WhileDraining_IsNotServingButStillAnswers()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, "Hosting:DrainDelay=00:00:05");
        var health = new Health.HealthClient(server.Channel);
        using var watch = health.Watch(new HealthCheckRequest { Service = AuditService });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);

        var stopping = server.App.StopAsync();

        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new HealthCheckRequest { Service = AuditService })).Status);
        Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new HealthCheckRequest())).Status);
        Assert.Equal(SimulatedAudits.Documented, (await server.DescribeAsync(SimulatedAudits.Documented)).TaskId);
        Assert.False(stopping.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        await stopping;
    }
}
