using AuditGrpc.Benchmarks.Measuring;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>What watching costs: in time, in memory, and in calls to AWS; and what it costs elsewhere.</summary>
internal static class WatchBenchmark
{
    private static readonly OrderedDictionary<string, Func<Task<IReadOnlyList<Comparison>>>> Parts = new()
    {
        ["speed"] = FanOutSpeed.CompareAsync,
        ["memory"] = IdleMemory.CompareAsync,
        ["calls"] = UpstreamCalls.CompareAsync,
        ["churn"] = Churn.CompareAsync,
        ["others"] = OtherSystems.CompareAsync,
    };

    /// <param name="parts">What is measured; everything if there is none.</param>
    public static async Task RunAsync(IReadOnlyCollection<string> parts)
    {
        List<Comparison> comparisons = [];
        foreach (var part in parts.Count == 0 ? Parts.Keys : parts)
        {
            comparisons.AddRange(await Parts[part]());
        }

        await Report.Of(string.Join('-', ["watch", .. parts]), [.. comparisons]).PublishAsync();
    }
}
