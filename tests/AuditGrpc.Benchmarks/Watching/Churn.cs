using System.Diagnostics;
using AuditGrpc.Benchmarks.Measuring;
using AuditGrpc.Benchmarks.Processes;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>What is left of watches that are gone, and what it took to open and to cancel them.</summary>
internal static class Churn
{
    private const int Watches = 10_000;
    private const int Rounds = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Comparison>> CompareAsync()
    {
        await using var ours = await AuditFanOut.StartAsync(SampleAudit.Running);
        await using var bare = await BareFanOut.StartAsync(await ours.DescribeAsync());
        var resident = new Comparison($"{Watches} watches opened and canceled, five times: resident set, after / before", "bare", "AuditGrpc: at most 1.05", "0.00");
        var heap = new Comparison("the same: managed heap without Kestrel's buffers, after / before", "bare", "AuditGrpc: at most 1.05", "0.00");
        var processorTime = new Comparison("the same: the server's processor time, µs/watch", "bare", "", "0");

        // Before, each server has had as many watches once: its code is compiled, and the framework has its buffers.
        foreach (var system in new IFanOut[] { ours, bare })
        {
            await system.WarmUpAsync();
        }

        var (ofBareBefore, _) = await RoundAsync(bare);
        var (ofOursBefore, _) = await RoundAsync(ours);
        for (var round = 0; round < Rounds; round++)
        {
            var (ofBare, bareMicroseconds) = await RoundAsync(bare);
            var (ofOurs, ourMicroseconds) = await RoundAsync(ours);
            if (ofOurs.Timers > ofOursBefore.Timers)
            {
                throw new InvalidOperationException($"AuditGrpc has {ofOurs.Timers} timers, and had {ofOursBefore.Timers} before.");
            }

            resident.Add(ofBare.ResidentSet / (double)ofBareBefore.ResidentSet, ofOurs.ResidentSet / (double)ofOursBefore.ResidentSet);
            heap.Add(Unpinned(ofBare) / Unpinned(ofBareBefore), Unpinned(ofOurs) / Unpinned(ofOursBefore));
            processorTime.Add(bareMicroseconds, ourMicroseconds);
        }

        return [resident, heap, processorTime];
    }

    private static double Unpinned(Remains remains) => remains.Heap - remains.Pinned;

    /// <summary>Opens and cancels watches, and says what is left when their server has forgotten them.</summary>
    private static async Task<(Remains Remains, double Microseconds)> RoundAsync(IFanOut system)
    {
        var processorTime = system.Server.ProcessorTime;
        var began = Stopwatch.GetTimestamp();
        await system.OpenAsync(Watches);
        var opened = Stopwatch.GetTimestamp();
        await system.CloseAsync();
        Console.Write(
            $"{system.Name}: {Watches} watches opened in {Stopwatch.GetElapsedTime(began, opened).TotalSeconds:0.0} s, "
            + $"canceled in {Stopwatch.GetElapsedTime(opened).TotalSeconds:0.0} s; ");
        var used = system.Server.ProcessorTime - processorTime;
        var remains = await ForgottenAsync(system);
        Console.WriteLine($"{remains.ResidentSet >> 20} MB left, of it heap {remains.Heap >> 20} MB, of it buffers {remains.Pinned >> 20} MB");
        return (remains, used.TotalMicroseconds / Watches);
    }

    /// <summary>Waits until no watch and no poller is left. What then asks AWS would show as the state it holds.</summary>
    private static async Task<Remains> ForgottenAsync(IFanOut system)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var remains = await system.Server.CollectAsync();
            if (remains is { Watches: 0, OldestState.Ticks: 0 })
            {
                return remains;
            }

            if (Stopwatch.GetElapsedTime(began) > Limit)
            {
                throw new InvalidOperationException(
                    $"{system.Name} still has {remains.Watches} watches, and a state that is {remains.OldestState.TotalSeconds} s old.");
            }

            await Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System);
        }
    }
}
