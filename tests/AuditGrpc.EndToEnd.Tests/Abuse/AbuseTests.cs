using System.Net;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Net.Client;

namespace AuditGrpc.EndToEnd.Tests.Abuse;

/// <summary>What misuse of HTTP/2 does to the server, which is little, and to those who behave, which is nothing.</summary>
public sealed class AbuseTests(AbuseTests.AbusedServer server) : IClassFixture<AbuseTests.AbusedServer>
{
    private const int Attackers = 5;
    private const int Calls = 100;

    public static TheoryData<string> Attacks => [.. Attack.All.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Describe_WhileOthersMisuseHttp2_Succeeds(string name)
    {
        var attack = Attack.All.Single(attack => attack.Name == name);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new AuditService.AuditServiceClient(channel);

        var attacks = Enumerable.Range(0, Attackers).Select(_ => attack.RunAsync(server.Address, IPAddress.Loopback, CancellationToken.None)).ToList();
        for (var call = 0; call < Calls; call++)
        {
            await client.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented });
        }

        foreach (var connection in await Task.WhenAll(attacks))
        {
            using (connection)
            {
                Assert.True(!attack.EndsConnection || await EndsAsync(connection), "The server did not close the connection.");
            }
        }

        Assert.False(server.HasExited);
    }

    private static async Task<bool> EndsAsync(RawHttp2 connection)
    {
        await Eventually.TrueAsync(() => connection.Ended.IsCompleted);
        return true;
    }

    /// <summary>One server, for all attacks one after another: what one of them breaks, the next ones find broken.</summary>
    public sealed class AbusedServer : IAsyncLifetime
    {
        private readonly ServerProcess _process = ServerProcess.Start(
            "Development", "Urls=http://127.0.0.1:0", "Limits:MetadataTimeout=00:00:01");

        public Uri Address { get; private set; } = null!;

        internal bool HasExited => _process.HasExited;

        public async Task InitializeAsync() => Address = await _process.AddressAsync();

        public async Task DisposeAsync() => await _process.DisposeAsync();
    }
}
