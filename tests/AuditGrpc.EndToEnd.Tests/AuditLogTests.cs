using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AuditGrpc.EndToEnd.Tests;

/// <summary>The audit log, as an operator's collector reads it.</summary>
public sealed class AuditLogTests
{
    private const string Json = "Logging:Console:FormatterName=json";

    [Fact]
    public async Task Changes_WhetherTheySucceedOrNot_AreRecordedWithWhoAndWhatAndAwsRequest()
    {
        await using var aws = await SimulatedAws.StartAsync(new SimulatorOptions { RateLimits = false });
        await using var server = ServerProcess.Start("Production", "Urls=http://127.0.0.1:0", Json, $"Sources:eu:ServiceUrl={aws.ServiceUrl}", "DefaultSource=eu");
        using var channel = GrpcChannel.ForAddress(await server.AddressAsync());
        var client = new AuditService.AuditServiceClient(channel);

        var started = await client.StartOnDemandAuditTaskAsync(
            new StartOnDemandAuditTaskRequest { TargetCheckNames = { "LOGGING_DISABLED_CHECK" } });
        await client.CancelAuditTaskAsync(new CancelAuditTaskRequest { TaskId = started.TaskId });
        await Assert.ThrowsAsync<RpcException>(() => client.StartOnDemandAuditTaskAsync(
            new StartOnDemandAuditTaskRequest { TargetCheckNames = { "NO\nSUCH_CHECK" } }).ResponseAsync);

        var start = await RecordAsync(server, "StartOnDemandAuditTask of LOGGING_DISABLED_CHECK");
        Assert.Equal(("OK", started.TaskId, "eu"), (Of(start, "Outcome"), Of(start, "TaskId"), Of(start, "Source")));
        Assert.Equal(("anonymous", "127.0.0.1"), (Of(start, "Caller"), Of(start, "Peer")));
        var cancel = await RecordAsync(server, "CancelAuditTask of ");
        Assert.Equal(("OK", started.TaskId), (Of(cancel, "Outcome"), Of(cancel, "Subject")));
        var failed = await RecordAsync(server, "StartOnDemandAuditTask of NO?SUCH_CHECK");
        Assert.Equal("ERROR_REASON_INVALID_REQUEST", Of(failed, "Outcome"));
        string?[] requests = [Of(start, "AwsRequestId"), Of(cancel, "AwsRequestId"), Of(failed, "AwsRequestId")];
        Assert.All(requests, request => Assert.Matches("^[0-9a-f-]{36}$", request));
        Assert.Distinct(requests);
    }

    [Fact]
    public async Task Refusals_AFloodOfThem_AreCountedAndAFewRecorded()
    {
        await using var server = ServerProcess.Start(
            "Development", "Urls=http://127.0.0.1:0", Json, "Limits:LimitLoopback=true", "Limits:ReadBurst=1", "Limits:ReadsPerSecond=0.01");
        using var channel = GrpcChannel.ForAddress(await server.AddressAsync());
        var client = new AuditService.AuditServiceClient(channel);
        var request = new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented };
        await client.DescribeAuditTaskAsync(request);

        for (var call = 0; call < 200; call++)
        {
            await Assert.ThrowsAsync<RpcException>(() => client.DescribeAuditTaskAsync(request).ResponseAsync);
        }

        var first = await RecordAsync(server, "DescribeAuditTask by anonymous");
        Assert.Equal(("ERROR_REASON_CALLER_RATE_LIMITED", "127.0.0.1"), (Of(first, "Reason"), Of(first, "Peer")));
        // Ten at once, and one more every ten seconds: more than this only on a machine on which the calls took minutes.
        Assert.InRange(server.Output.Split("was refused: ERROR_REASON_CALLER_RATE_LIMITED").Length, 2, 100);
        using var http = new HttpClient { BaseAddress = await server.MonitoringAddressAsync() };
        await Eventually.TrueAsync(() => http.GetStringAsync("/metrics").Result.Split('\n').Any(line =>
            line.StartsWith("audit_calls_refused_total{", StringComparison.Ordinal)
            && line.EndsWith("reason=\"caller_rate_limited\"} 200", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Start_Always_RecordsTheSettings()
    {
        await using var server = ServerProcess.Start("Development", "Urls=http://127.0.0.1:0", Json, "Watch:MaxWatches=7");

        var settings = Of(await RecordAsync(server, "Settings: "), "Settings");

        Assert.Contains("Watch:MaxWatches=7;", settings, StringComparison.Ordinal);
        Assert.Contains("Describe:Freshness=00:00:01;", settings, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> RecordAsync(ServerProcess server, string text)
    {
        var record = JsonNode.Parse(await server.LineWithAsync(text))!;
        Assert.Equal("AuditGrpc.AuditLog", (string?)record["Category"]);
        return record["State"]!;
    }

    private static string? Of(JsonNode record, string name) => (string?)record[name];
}
