using AuditGrpc.Benchmarks.Measuring;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>What watching costs: in time, in memory, and in calls to AWS.</summary>
internal static class WatchBenchmark
{
    public static async Task RunAsync()
    {
        var speed = await FanOutSpeed.CompareAsync();
        var memory = await IdleMemory.CompareAsync();
        var calls = await UpstreamCalls.CompareAsync();
        var churn = await Churn.CompareAsync();
        var others = await OtherSystems.CompareAsync();
        await Report.Of("watch", [.. speed, .. memory, .. calls, .. churn, .. others]).PublishAsync();
    }
}
