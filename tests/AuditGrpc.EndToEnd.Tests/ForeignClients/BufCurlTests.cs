using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;

namespace AuditGrpc.EndToEnd.Tests.ForeignClients;

/// <summary>buf's client, which knows the contract by reflection alone.</summary>
public sealed class BufCurlTests
{
    [ToolFact(ForeignTools.Buf)]
    public async Task Describe_ByReflectionAlone_PrintsTheDocumentedExample()
    {
        await using var server = await RunningServer.StartAsync();

        var curl = await CurlAsync(
            $"{server.Address}auditgrpc.v1.AuditService/DescribeAuditTask", "-d", """{"taskId":"a3aea009955e501a31b764abe1bebd3d"}""");

        var audit = JsonNode.Parse(curl.Succeeded())!["auditTask"]!;
        Assert.Equal("AUDIT_TASK_STATUS_COMPLETED", audit["taskStatus"]!.GetValue<string>());
        Assert.Equal("2019-06-12T16:28:43.434Z", audit["taskStartTime"]!.GetValue<string>());
        Assert.Equal("6", audit["auditDetails"]!["DEVICE_CERTIFICATE_EXPIRING_CHECK"]!["totalResourcesCount"]!.GetValue<string>());
    }

    [ToolFact(ForeignTools.Buf)]
    public async Task Describe_BadTaskId_PrintsTheFieldAndTheRule()
    {
        await using var server = await RunningServer.StartAsync();

        var curl = await CurlAsync($"{server.Address}auditgrpc.v1.AuditService/DescribeAuditTask", "-d", """{"taskId":"bad_id"}""");

        Assert.NotEqual(0, curl.ExitCode);
        Assert.Contains("task_id must be 1 to 40 letters, digits, or hyphens", curl.Error, StringComparison.Ordinal);
    }

    [ToolFact(ForeignTools.Buf)]
    public async Task Reflection_OfBothVersions_ListsTheServicesAndTheMethods()
    {
        await using var server = await RunningServer.StartAsync();

        foreach (var version in new[] { "grpc-v1", "grpc-v1alpha" })
        {
            var services = (await CurlAsync(server.Address.ToString(), "--reflect-protocol", version, "--list-services")).Succeeded();
            Assert.Contains("auditgrpc.v1.AuditService", services, StringComparison.Ordinal);
            Assert.Contains("auditgrpc.v1.AuditFindingService", services, StringComparison.Ordinal);
            Assert.Contains("auditgrpc.v1.AuditCheckService", services, StringComparison.Ordinal);
            Assert.Contains("grpc.health.v1.Health", services, StringComparison.Ordinal);

            var methods = (await CurlAsync(server.Address.ToString(), "--reflect-protocol", version, "--list-methods")).Succeeded();
            Assert.Contains("auditgrpc.v1.AuditService/WatchAuditTask", methods, StringComparison.Ordinal);
        }
    }

    private static Task<Command> CurlAsync(string url, params string[] arguments) =>
        Command.RunAsync(ForeignTools.PathOf(ForeignTools.Buf), ["curl", "--protocol", "grpc", "--http2-prior-knowledge", .. arguments, url]);
}
