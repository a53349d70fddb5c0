using AuditGrpc.Benchmarks.Measuring;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.Simulator;

namespace AuditGrpc.Benchmarks.Describing;

/// <summary>What a describe costs: of a finished audit, in time; of a running one, in calls to AWS.</summary>
internal static class DescribeBenchmark
{
    public static async Task RunAsync()
    {
        // Without AWS's rate limits, which would refuse most of the naive callers.
        await using var aws = await SimulatedAws.StartAsync(new SimulatorOptions { SeedAudits = false, RateLimits = false });
        await using var server = await ServerProcess.StartAsync(
            typeof(Server.Log).Assembly, $"--Sources:default:ServiceUrl={aws.ServiceUrl}");

        var finished = await FinishedAudit.CompareAsync(server, aws);
        var running = await RunningAudit.CompareAsync(server, aws);
        await Report.Of("describe", [.. finished, running]).PublishAsync();
    }
}
