using AuditGrpc.Benchmarks.Measuring;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>The memory that a server takes for each watcher who waits.</summary>
internal static class IdleMemory
{
    private const int Watchers = 10_000;
    private const int Pairs = 7;

    public static async Task<IReadOnlyList<Comparison>> CompareAsync()
    {
        var resident = new Comparison($"memory for each of {Watchers} idle watchers, KB: resident set", "bare", "at most 1.15, and 18 KB", "0.0");
        var heap = new Comparison("the same: managed heap", "bare", "", "0.0");
        for (var pair = 0; pair < Pairs; pair++)
        {
            // Servers of their own for each pair: memory that one crowd has used serves the next.
            await using var ours = await AuditFanOut.StartAsync(SampleAudit.Running);
            await using var bare = await BareFanOut.StartAsync(await ours.DescribeAsync());
            var ofBare = await OpenAsync(bare, Watchers);
            await bare.CloseAsync();
            var ofOurs = await OpenAsync(ours, Watchers);
            await ours.CloseAsync();
            Console.WriteLine($"pair {pair + 1} of {Pairs}: {ofBare.Resident:0.0} and {ofOurs.Resident:0.0} KB for each idle watcher");
            resident.Add(ofBare.Resident, ofOurs.Resident);
            heap.Add(ofBare.Heap, ofOurs.Heap);
        }

        return [resident, heap];
    }

    /// <summary>Opens watchers, and says how many kilobytes each of them takes.</summary>
    public static async Task<(double Resident, double Heap)> OpenAsync(IFanOut system, int watchers)
    {
        await system.WarmUpAsync();
        var before = await system.Server.CollectAsync();
        await system.OpenAsync(watchers);
        await system.SendAsync();
        var after = await system.Server.CollectAsync();
        return (Each(after.ResidentSet - before.ResidentSet), Each(after.Heap - before.Heap));

        double Each(long bytes) => bytes / 1024.0 / watchers;
    }
}
