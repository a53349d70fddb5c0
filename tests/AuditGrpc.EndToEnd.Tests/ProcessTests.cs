using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Net.Client;

namespace AuditGrpc.EndToEnd.Tests;

/// <summary>The server as operators meet it: its start, its log, its exit.</summary>
public sealed class ProcessTests
{
    private const string AnyPort = "Urls=http://127.0.0.1:0";

    [Fact]
    public async Task Start_InDevelopment_ServesSimulatedAuditsAndSaysSo()
    {
        await using var server = ServerProcess.Start("Development", AnyPort);

        Assert.Contains("http://127.0.0.1:", await server.LineWithAsync("SIMULATED AUDITS"), StringComparison.Ordinal);
        using var channel = GrpcChannel.ForAddress(await server.AddressAsync());
        var response = await new AuditService.AuditServiceClient(channel).DescribeAuditTaskAsync(
            new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented });
        Assert.Equal(V1.AuditTaskStatus.Completed, response.AuditTask.TaskStatus);
    }

    [Fact]
    public async Task Stop_OnSigterm_ExitsWithZero()
    {
        await using var server = ServerProcess.Start("Development", AnyPort);
        await server.AddressAsync();

        server.Signal("TERM");

        Assert.Equal(0, await server.ExitCodeAsync());
    }

    [Theory]
    [InlineData("Describe:Freshness=00:02:00", "Describe:Freshness is '00:02:00': must be 00:00:00 to 00:01:00.")]
    [InlineData("Describe:Fresh=00:00:01", "Describe:Fresh is not a setting.")]
    [InlineData("Sources:default:Region=Mars", "Sources:default:Region is 'Mars': must be the name of an AWS region")]
    [InlineData("Urls=nonsense", "nonsense")]
    public async Task Start_WithAWrongSetting_ExitsAndNamesIt(string setting, string fault)
    {
        await using var server = ServerProcess.Start("Development", AnyPort, setting);

        Assert.Equal(1, await server.ExitCodeAsync());
        Assert.Contains(fault, await server.LineWithAsync(fault), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_InProductionWithoutASource_ExitsAndNamesTheMissingKey()
    {
        await using var server = ServerProcess.Start("Production", AnyPort);

        Assert.Equal(1, await server.ExitCodeAsync());
        await server.LineWithAsync("Sources:default:Region is missing");
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAPortThatIsTaken_ExitsAndNamesIt()
    {
        await using var first = ServerProcess.Start("Development", AnyPort);
        var address = await first.AddressAsync();
        await using var second = ServerProcess.Start("Development", $"Urls={address}");

        Assert.Equal(1, await second.ExitCodeAsync());
        await second.LineWithAsync("cannot start");
        Assert.Contains(address.Port.ToString(), second.Output, StringComparison.Ordinal);
    }
}
