using AuditGrpc.Benchmarks.Measuring;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.EndToEnd.Tests.Abuse;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Net.Client;

namespace AuditGrpc.Benchmarks.Abuse;

/// <summary>What those who behave notice of those who misuse HTTP/2.</summary>
internal static class AbuseBenchmark
{
    private const int Pairs = 7;
    private const int Callers = 4;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly DescribeAuditTaskRequest Request = new() { TaskId = "f1715bed" };

    /// <param name="names">The attacks to make, or parts of their names; all if there are none.</param>
    public static async Task RunAsync(string[] names)
    {
        await using var aws = await SimulatedAws.StartAsync(new SimulatorOptions { SeedAudits = false });
        aws.Audits.Put(Request.TaskId, SampleAudit.Finished);
        await using var server = await ServerProcess.StartAsync(
            typeof(Server.Log).Assembly,
            $"--Sources:default:ServiceUrl={aws.ServiceUrl}",
            // As callers from elsewhere are: those who behave, and those who do not. The rate of calls is not what this is about.
            "--Limits:LimitLoopback=true",
            "--Limits:ReadsPerSecond=1000000",
            "--Limits:ReadBurst=1000000");
        await using var attackers = await Attackers.StartAsync(server.Address);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new AuditService.AuditServiceClient(channel);
        await SlowestHundredthAsync(client, WarmUp);

        var comparisons = new List<Comparison>();
        var memory = new Comparison("resident set after all of them, MB", "before", "", "0");
        var before = (await server.CollectAsync()).ResidentSet;
        foreach (var attack in Attack.All.Where(attack => names.Length == 0 || names.Any(attack.Name.Contains)))
        {
            var comparison = new Comparison($"p99 of a describe during: {attack.Name}, ms", "calm", "at most 2", "0.00");
            var attempts = new List<double>();
            for (var pair = 0; pair < Pairs; pair++)
            {
                var calm = await SlowestHundredthAsync(client, Turn);
                await attackers.BeginAsync(attack);
                comparison.Add(calm, await SlowestHundredthAsync(client, Turn));
                attempts.Add(await attackers.EndAsync() / Turn.TotalSeconds);
                await UntilStillAsync(server);
            }

            Console.WriteLine(string.Join("  ", comparison.Row()) + $"  attacks/s: {Spread.Of(attempts).ToString("0")}");
            comparisons.Add(comparison);
        }

        memory.Add(before / 1e6, (await server.CollectAsync()).ResidentSet / 1e6);
        await Report.Of("abuse", [.. comparisons, memory]).PublishAsync();
    }

    /// <summary>Waits until the server has done with what an attack has left behind: calm is to be calm.</summary>
    private static async Task UntilStillAsync(ServerProcess server)
    {
        TimeSpan before;
        do
        {
            before = server.ProcessorTime;
            await Task.Delay(Look, TimeProvider.System);
        }
        while (server.ProcessorTime - before > 0.02 * Look);
    }

    /// <summary>Calls for a while, as callers who have other things to do; returns the 99th percentile, in milliseconds.</summary>
    private static async Task<double> SlowestHundredthAsync(AuditService.AuditServiceClient client, TimeSpan span)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var durations = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            var own = new List<double>();
            while (time.GetElapsedTime(began) < span)
            {
                var sent = time.GetTimestamp();
                // A call that fails ends the benchmark.
                await client.DescribeAuditTaskAsync(Request);
                own.Add(time.GetElapsedTime(sent).TotalMilliseconds);
                await Task.Delay(Pause, time);
            }

            return own;
        }));
        double[] sorted = [.. durations.SelectMany(own => own).Order()];
        return sorted[(int)(0.99 * sorted.Length)];
    }
}
