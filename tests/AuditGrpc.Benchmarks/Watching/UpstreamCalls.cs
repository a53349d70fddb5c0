using Amazon.IoT;
using Amazon.Runtime;
using AuditGrpc.Benchmarks.Measuring;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.Simulator;
using Aws = Amazon.IoT.Model;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>What 10,000 watchers of 10 audits cost AWS in a minute, with the settings a server has by default.</summary>
internal static class UpstreamCalls
{
    private const string Operation = "DescribeAuditTask";
    private const int Watchers = 10_000;
    private const int NaiveWatchers = 100;
    private const int Audits = 10;
    private const int QuotaPerSecond = 25;
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Measured = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<Comparison>> CompareAsync()
    {
        await using var aws = await SimulatedAws.StartAsync(new SimulatorOptions { SeedAudits = false });
        await using var awsOfNaive = await SimulatedAws.StartAsync(new SimulatorOptions { SeedAudits = false, RateLimits = false });
        for (var audit = 0; audit < Audits; audit++)
        {
            aws.Audits.Put(TaskId(audit), SampleAudit.Running);
            awsOfNaive.Audits.Put(TaskId(audit), SampleAudit.Running);
        }

        await using var server = await ServerProcess.StartAsync(typeof(Server.Log).Assembly, $"--Sources:default:ServiceUrl={aws.ServiceUrl}");
        var calls = new Comparison(
            $"calls to AWS in a minute, {Watchers} watchers over {Audits} audits", $"naive ({NaiveWatchers} measured, times {Watchers / NaiveWatchers})",
            $"AuditGrpc: {Audits * Measured / PollInterval}", "0");
        var most = new Comparison("the same: the most in one second", "AWS's quota", "at most 1", "0");
        using var ending = new CancellationTokenSource();
        var changes = ChangeAsync(aws, ending.Token);
        var naive = Enumerable.Range(0, NaiveWatchers).Select(watcher => PollAsync(awsOfNaive, TaskId(watcher), ending.Token)).ToList();
        await using (await AuditWatchers.OpenAsync(server.Address, Watchers, TaskId, new Arrivals()))
        {
            Console.WriteLine($"counting calls to AWS for {Measured.TotalSeconds} s");
            await Task.Delay(Settling, TimeProvider.System);
            aws.Calls.Reset();
            awsOfNaive.Calls.Reset();
            await Task.Delay(Measured, TimeProvider.System);
            calls.Add(awsOfNaive.Calls.Of(Operation) * Watchers / NaiveWatchers, aws.Calls.Of(Operation));
            most.Add(QuotaPerSecond, MostInOneSecond(aws.Calls.Times(Operation)));
        }

        await ending.CancelAsync();
        await Task.WhenAll([changes, .. naive]);
        return [calls, most];
    }

    private static string TaskId(int watcher) => $"feed{watcher % Audits}";

    /// <summary>Changes every audit faster than it is polled: where nothing changes, AuditGrpc polls less.</summary>
    private static async Task ChangeAsync(SimulatedAws aws, CancellationToken ending)
    {
        for (var change = 1; !ending.IsCancellationRequested; change++)
        {
            for (var audit = 0; audit < Audits; audit++)
            {
                aws.Audits.Change(TaskId(audit), state => state with { TaskStartTime = state.TaskStartTime + TimeSpan.FromSeconds(1) });
            }

            await Task.Delay(PollInterval / 4, TimeProvider.System, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The loop that every caller writes.</summary>
    private static async Task PollAsync(SimulatedAws aws, string taskId, CancellationToken ending)
    {
        using var client = new AmazonIoTClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonIoTConfig { ServiceURL = aws.ServiceUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        while (!ending.IsCancellationRequested)
        {
            await client.DescribeAuditTaskAsync(new Aws.DescribeAuditTaskRequest { TaskId = taskId }, CancellationToken.None);
            await Task.Delay(PollInterval, TimeProvider.System, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static int MostInOneSecond(IReadOnlyList<DateTimeOffset> times) =>
        times.Select((from, first) => times.Skip(first).TakeWhile(time => time - from < TimeSpan.FromSeconds(1)).Count()).Max();
}
