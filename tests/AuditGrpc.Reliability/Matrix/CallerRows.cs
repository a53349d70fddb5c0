using AuditGrpc.EndToEnd.Tests.Chaos;
using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Reliability.Matrix;

/// <summary>Callers vanish, do not read, or come and go.</summary>
internal static class CallerRows
{
    public static Row[] All { get; } =
    [
        new("7b", "100 watches of callers whose network goes silent",
            "gone ≤ 45 s (ping after 30 s, answer awaited 10 s); 100 others unaffected", SilenceCallersAsync),
        new("17", "200 of 1,000 watchers never read 300 KB states",
            "200 ended ≤ 35 s; the others see every state; ≤ 120 KB each", StallAsync),
        new("19", "10,000 watches opened and canceled, five times",
            "no watch left ≤ 5 s; open files ±10; heap +5 MB; one poller", StormAsync),
    ];

    private static async Task<Seen> SilenceCallersAsync()
    {
        await using var world = await World.StartAsync();
        var audits = world.PutAudits(1);
        using var channel = World.ChannelTo(world.Callers.Address);
        var silenced = await world.WatchAsync(100, audits, new AuditService.AuditServiceClient(channel));
        var others = await world.WatchAsync(100, audits);
        world.Callers.Conditions = new() { Cut = Cut.Silence };
        var began = TimeProvider.System.GetTimestamp();
        // What is sent makes the cut: until then the line is only quiet.
        while ((await world.Server.CollectAsync()).Watches > 100 && TimeProvider.System.GetElapsedTime(began).TotalSeconds < 90)
        {
            await World.PassAsync(1);
        }

        var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var ended = others.Count(watch => watch.Ended.IsCompleted);
        world.Aws.Audits.Put(audits[0], WatchScene.StateOf(2, AuditWords.Completed));
        await Task.WhenAll(others.Select(watch => watch.Ended));
        var broken = HistoryChecker.Check([.. others.Select(watch => watch.History)]).Count;
        foreach (var watch in silenced)
        {
            watch.Cancel();
        }

        return new Seen(
            $"gone after {took:0} s; {ended} of the others ended; {broken} promises broken", took <= 45 && ended == 0 && broken == 0);
    }

    private static async Task<Seen> StallAsync()
    {
        await using var world = await World.StartAsync("Watch:MaxPollInterval=00:00:02");
        var audit = "large";
        var text = new string('x', 300_000);
        world.Aws.Audits.Put(audit, WatchScene.StateOf(1, text: text));
        var readers = await world.WatchAsync(800, [audit]);
        var before = (await world.Server.CollectAsync()).ResidentSet;
        var stalled = Enumerable.Range(0, 200).Select(_ => new RecordedWatch(
            world.Client, new WatchAuditTaskRequest { TaskId = audit }, TimeProvider.System, reads: false)).ToList();
        await World.PassAsync(10);
        var remains = await world.Server.CollectAsync();
        var each = (remains.ResidentSet - before) / 1024.0 / 200;
        var began = TimeProvider.System.GetTimestamp();
        while ((await world.Server.CollectAsync()).Watches > 800 && TimeProvider.System.GetElapsedTime(began).TotalSeconds < 60)
        {
            await World.PassAsync(1);
        }

        var took = 10 + TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        world.Aws.Audits.Put(audit, WatchScene.StateOf(2, text: text));
        await World.WaitAsync(TimeSpan.FromSeconds(30), () => readers.All(watch => WatchScene.ProgressOf(watch.LastState) == 2));
        world.Aws.Audits.Put(audit, WatchScene.StateOf(3, AuditWords.Completed));
        await Task.WhenAll(readers.Select(watch => watch.Ended));
        var complete = readers.Count(watch => watch.History.States.Select(WatchScene.ProgressOf).SequenceEqual([1, 2, 3]));
        stalled.ForEach(watch => watch.ReadOn());
        var ends = await Task.WhenAll(stalled.Select(watch => watch.Ended));
        var canceled = ends.Count(end => end.Code == StatusCode.Cancelled);
        return new Seen(
            $"{canceled} ended as CANCELLED, after {took:0} s; {complete} of 800 others saw every state; {each:0} KB each",
            canceled == 200 && took <= 36 && complete == 800 && each <= 120);
    }

    private static async Task<Seen> StormAsync()
    {
        await using var world = await World.StartAsync("Describe:Freshness=00:00:00");
        var audits = world.PutAudits(1);
        await StormAsync(world, audits, 10_000);
        await World.PassAsync(15);
        var before = (Files: world.Files, Remains: await world.Server.CollectAsync());
        var refused = 0;
        var longest = TimeSpan.Zero;
        for (var round = 0; round < 5; round++)
        {
            refused += await StormAsync(world, audits, 10_000);
            var began = TimeProvider.System.GetTimestamp();
            while ((await world.Server.CollectAsync()).Watches > 0 && TimeProvider.System.GetElapsedTime(began).TotalSeconds < 30)
            {
                await World.PassAsync(0.2);
            }

            var took = TimeProvider.System.GetElapsedTime(began);
            longest = took > longest ? took : longest;
        }

        // Past Watch:Linger, so that the poller is gone too.
        await World.PassAsync(15);
        var after = (Files: world.Files, Remains: await world.Server.CollectAsync());
        var heap = (Unpinned(after.Remains) - Unpinned(before.Remains)) / 1e6;
        var reads = world.Reads;
        await World.PassAsync(5);
        return new Seen(
            $"{refused} refused; none left after {longest.TotalSeconds:0.0} s; open files {before.Files} before, {after.Files} after; "
            + $"heap {heap:0.0} MB more beside Kestrel's buffers; {world.Reads - reads} reads of AWS afterwards",
            refused <= 50 && longest.TotalSeconds <= 5 && Math.Abs(after.Files - before.Files) <= 10 && heap <= 5 && world.Reads == reads);

        static double Unpinned(Benchmarks.Processes.Remains remains) => remains.Heap - remains.Pinned;
    }

    /// <summary>Opens and cancels watches, a thousand at a time; says how many were refused.</summary>
    private static async Task<int> StormAsync(World world, IReadOnlyList<string> audits, int count)
    {
        var refused = 0;
        using var channel = World.ChannelTo(world.Server.Address);
        for (var opened = 0; opened < count; opened += 1000)
        {
            var watches = await world.WatchAsync(1000, audits, new AuditService.AuditServiceClient(channel));
            refused += watches.Count(watch => watch.Ended.IsCompleted);
            foreach (var watch in watches)
            {
                watch.Cancel();
            }

            await Task.WhenAll(watches.Select(watch => watch.Ended));
            foreach (var watch in watches)
            {
                watch.Dispose();
            }
        }

        return refused;
    }
}
