using AuditGrpc.Benchmarks.Measuring;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>What it takes to tell 10,000 watchers of a change: in time to the last of them, and in the server's processor time.</summary>
internal static class FanOutSpeed
{
    public const int Watchers = 10_000;
    private const int WarmUps = 3;
    private const int Pairs = 15;
    private const int ChangesInTurn = 8;

    public static async Task<IReadOnlyList<Comparison>> CompareAsync()
    {
        await using var ours = await AuditFanOut.StartAsync(SampleAudit.Running);
        await using var bare = await BareFanOut.StartAsync(await ours.DescribeAsync());
        foreach (var system in new IFanOut[] { ours, bare })
        {
            await system.WarmUpAsync();
            await system.OpenAsync(Watchers);
        }

        var slowest = new Comparison($"a change to the slowest of {Watchers} watchers, ms", "bare", "at most 1.1", "0");
        var processorTime = new Comparison("the same: the server's processor time, µs/delivery", "bare", "at most 0.8", "0.0");
        for (var pair = -WarmUps; pair < Pairs; pair++)
        {
            var ofBare = await MeasureAsync(bare);
            var ofOurs = await MeasureAsync(ours);
            if (pair >= 0)
            {
                Console.WriteLine(
                    $"pair {pair + 1} of {Pairs}: {ofBare.Slowest:0} and {ofOurs.Slowest:0} ms, {ofBare.Microseconds:0.0} and {ofOurs.Microseconds:0.0} µs");
                slowest.Add(ofBare.Slowest, ofOurs.Slowest);
                processorTime.Add(ofBare.Microseconds, ofOurs.Microseconds);
            }
        }

        await ours.CloseAsync();
        await bare.CloseAsync();
        return [slowest, processorTime];
    }

    private static async Task<(double Slowest, double Microseconds)> MeasureAsync(IFanOut system)
    {
        var before = system.Server.ProcessorTime;
        var slowest = new List<double>();
        while (slowest.Count < ChangesInTurn)
        {
            slowest.Add((await system.SendAsync()).TotalMilliseconds);
        }

        var used = system.Server.ProcessorTime - before;
        return (Spread.Of(slowest).Median, used.TotalMicroseconds / (ChangesInTurn * Watchers));
    }
}
