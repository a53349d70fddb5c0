using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Net.Client;

namespace AuditGrpc.EndToEnd.Tests.Faults;

/// <summary>Nobody takes what this service logs: row 28 of docs/reliability.md.</summary>
public sealed class BlockedLogTests
{
    [Fact]
    public async Task Describe_StandardOutputIsBlocked_IsAnsweredAllTheSame()
    {
        await using var server = ServerProcess.Start("Development", "Urls=http://127.0.0.1:0", "Logging:LogLevel:Default=Trace");
        using var channel = GrpcChannel.ForAddress(await server.AddressAsync());
        var client = new AuditService.AuditServiceClient(channel);
        server.StopReading();

        // Each is worth a dozen lines: a pipe and the logger's queue hold some thousand.
        for (var batch = 0; batch < 40; batch++)
        {
            var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30);
            await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => await client.DescribeAuditTaskAsync(
                new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented }, deadline: deadline)));
        }

        server.Signal("TERM");
        Assert.Equal(0, await server.ExitCodeAsync());
    }
}
