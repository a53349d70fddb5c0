using System.Diagnostics.Metrics;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Xunit.Abstractions;

namespace AuditGrpc.EndToEnd.Tests.Faults;

/// <summary>Something in this process blocks the threads that everything runs on: row 29 of docs/reliability.md.</summary>
[Collection(nameof(Alone))]
public sealed class StarvationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Starvation = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Watch_AllThreadsAreBlockedForSeconds_HeartbeatsAreLateAndItIsSeen()
    {
        await using var server = await RunningServer.StartAsync("Watch:HeartbeatInterval=00:00:01", "Watch:MaxPollInterval=00:00:02");
        server.Aws.Audits.Put("audit", WatchScene.StateOf(1));
        var watches = Enumerable.Range(0, 50).Select(_ => new RecordedWatch(
            server.Client, new WatchAuditTaskRequest { TaskId = "audit" }, TimeProvider.System)).ToList();
        await Eventually.TrueAsync(() => watches.TrueForAll(watch => watch.Last is not null));

        var longest = await StarveAsync();
        server.Aws.Audits.Put("audit", WatchScene.StateOf(2, AuditWords.Completed));
        await Task.WhenAll(watches.Select(watch => watch.Ended));

        var silence = watches.Max(watch => watch.History.Seen.Zip(watch.History.Seen.Skip(1), (one, next) => next.At - one.At).Max());
        output.WriteLine($"the longest queue was {longest}, the longest silence {silence}");
        Assert.True(longest > 0, "the runtime's own metric shows nothing");
        Assert.InRange(silence, TimeSpan.Zero, TimeSpan.FromSeconds(1) + Starvation + TimeSpan.FromSeconds(5));
        RecordedWatch.AssertPromisesKept(watches);
        watches.ForEach(watch => watch.Dispose());
    }

    /// <summary>Blocks as many threads as there are, and more as they come; says how long the queue of work for them grew.</summary>
    private static async Task<long> StarveAsync()
    {
        var longest = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "dotnet.thread_pool.queue.length")
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => longest = Math.Max(longest, value));
        listener.Start();
        using var relief = new ManualResetEvent(false);
        var blocked = Enumerable.Range(0, 2 * (ThreadPool.ThreadCount + 20)).Select(_ => Task.Run(() => relief.WaitOne())).ToList();
        // Not on the thread pool, where it would wait for its turn.
        var watcher = new Thread(() =>
        {
            var began = TimeProvider.System.GetTimestamp();
            using var never = new ManualResetEvent(false);
            while (TimeProvider.System.GetElapsedTime(began) < Starvation)
            {
                listener.RecordObservableInstruments();
                never.WaitOne(TimeSpan.FromMilliseconds(50));
            }

            relief.Set();
        });
        watcher.Start();
        await Task.WhenAll(blocked);
        watcher.Join();
        return longest;
    }
}
