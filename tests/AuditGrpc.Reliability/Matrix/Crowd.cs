using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Simulator;
using Grpc.Core;

namespace AuditGrpc.Reliability.Matrix;

/// <summary>A thousand who watch one audit, and five who watch each of twenty others, while something goes wrong.</summary>
internal sealed class Crowd(World world, IReadOnlyList<string> audits, IReadOnlyList<RecordedWatch> watches)
{
    // Beyond that of all states before.
    private const int LastProgress = 9;

    /// <summary>The watches that have ended before they should.</summary>
    public int Ended => watches.Count(watch => watch.Ended.IsCompleted);

    public IReadOnlyList<string> Audits => audits;

    public static async Task<Crowd> GatherAsync(World world)
    {
        var audits = world.PutAudits(21);
        var watches = new List<RecordedWatch>(await world.WatchAsync(1000, [audits[0]]));
        watches.AddRange(await world.WatchAsync(100, [.. audits.Skip(1)]));
        return new Crowd(world, audits, watches);
    }

    /// <summary>Changes all audits, and waits until everybody knows; says how long that took.</summary>
    public async Task<TimeSpan> RecoverAsync(int progress = 2)
    {
        foreach (var audit in audits)
        {
            world.Aws.Audits.Put(audit, WatchScene.StateOf(progress));
        }

        return await World.WaitAsync(
            TimeSpan.FromMinutes(2), () => watches.All(watch => watch.Ended.IsCompleted || WatchScene.ProgressOf(watch.LastState) == progress));
    }

    /// <summary>Finishes all audits; says how many promises were broken to anybody, ends other than OK among them.</summary>
    public async Task<int> FinishAsync()
    {
        foreach (var audit in audits)
        {
            world.Aws.Audits.Put(audit, WatchScene.StateOf(LastProgress, AuditWords.Completed));
        }

        await World.WaitAsync(TimeSpan.FromMinutes(2), () => Ended == watches.Count);
        var broken = HistoryChecker.Check([.. watches.Select(watch => watch.History)]);
        foreach (var promise in broken.Take(5))
        {
            Console.WriteLine($"  {promise}");
        }

        foreach (var end in watches.GroupBy(watch => watch.History.End is { } end ? $"{end.Code} {end.Reason} {end.Detail}" : "no end"))
        {
            Console.WriteLine($"  {end.Count()} × {end.Key}");
        }

        return broken.Count + watches.Count(watch => watch.History.End?.Code != StatusCode.OK);
    }
}
