using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Simulator;

namespace AuditGrpc.Reliability.Matrix;

/// <summary>What happens to the process.</summary>
internal static class ProcessRows
{
    private const string HeapLimit = "DOTNET_GCHeapHardLimit";

    public static Row[] All { get; } =
    [
        new("16", "SIGSTOP for 20 s, then SIGCONT; 1,100 watch", "no watch ends; no state goes back; no burst of polls", StopAsync),
        new("28", "a heap of 256 MB at most; 5,000 watch 50 audits", "all served to the end; the process lives", LimitMemoryAsync),
    ];

    private static async Task<Seen> StopAsync()
    {
        await using var world = await World.StartAsync();
        var crowd = await Crowd.GatherAsync(world);
        await World.PassAsync(20);
        world.Signal("STOP");
        await World.PassAsync(20);
        var before = world.Reads;
        world.Signal("CONT");
        await World.PassAsync(2);
        var burst = world.Reads - before;
        var ended = crowd.Ended;
        var recovered = await crowd.RecoverAsync();
        var broken = await crowd.FinishAsync();
        return new Seen(
            $"{ended} watches ended; {burst} polls of 21 audits in the 2 s after; "
            + $"a change known to all after {recovered.TotalSeconds:0.0} s; {broken} promises broken",
            ended == 0 && broken == 0 && burst <= 42);
    }

    private static async Task<Seen> LimitMemoryAsync()
    {
        // Children inherit it; hexadecimal.
        Environment.SetEnvironmentVariable(HeapLimit, "0x10000000");
        await using var world = await World.StartAsync();
        Environment.SetEnvironmentVariable(HeapLimit, null);
        var audits = world.PutAudits(50);
        var watches = await world.WatchAsync(5000, audits);
        var remains = await world.Server.CollectAsync();
        for (var progress = 2; progress <= 4; progress++)
        {
            foreach (var audit in audits)
            {
                world.Aws.Audits.Put(audit, WatchScene.StateOf(progress, progress == 4 ? AuditWords.Completed : AuditWords.InProgress));
            }

            await World.PassAsync(5);
        }

        await World.WaitAsync(TimeSpan.FromMinutes(1), () => watches.All(watch => watch.Ended.IsCompleted));
        var broken = HistoryChecker.Check([.. watches.Select(watch => watch.History)]).Count;
        var terminal = watches.Count(watch => watch.Last is { IsTerminal: true });
        return new Seen(
            $"heap {remains.Heap / 1e6:0} MB, resident set {remains.ResidentSet / 1e6:0} MB with 5,000 watches; {terminal} saw the end; "
            + $"{broken} promises broken",
            terminal == 5000 && broken == 0);
    }
}
