using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Server.Watching;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Microsoft.Extensions.DependencyInjection;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>
/// A server whose time stands still until the test moves it, audits that change when the test says so, and the watches that were
/// opened, all recorded. Reads of AWS and streams to callers are real.
/// </summary>
internal sealed class WatchScene : IAsyncDisposable
{
    public const string Audit = "audit";
    private const string Check = "DEVICE_CERTIFICATE_SHARED_CHECK";

    // Small against every interval, so that what is due happens when it is due.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly List<RecordedWatch> _watches = [];

    private WatchScene(RunningServer server, ManualTime time)
    {
        Server = server;
        Time = time;
        Measured = new Measurements(server);
        Put(Audit, 1);
    }

    public RunningServer Server { get; }

    public ManualTime Time { get; }

    public Measurements Measured { get; }

    public WatchHub Hub => Server.App.Services.GetRequiredService<WatchHub>();

    /// <summary>The reads that reached AWS.</summary>
    public long Reads => Server.Aws.Calls.Of("DescribeAuditTask");

    public IReadOnlyList<RecordedWatch> Watches => _watches;

    public static async Task<WatchScene> StartAsync(params string[] settings)
    {
        var time = new ManualTime();
        return new WatchScene(await RunningServer.StartAsync(time, settings), time);
    }

    /// <summary>An audit's state, told apart from others by a number; as large as the text in it.</summary>
    public static AuditState StateOf(int progress, string status = AuditWords.InProgress, string? text = null) =>
        new AuditState { TaskStatus = status, TaskType = AuditWords.OnDemand }.WithChecks(new Dictionary<string, CheckState>
        {
            [Check] = CheckState.Unfinished(status) with { TotalResourcesCount = progress, Message = text },
        });

    /// <summary>The number that tells a state apart.</summary>
    public static long ProgressOf(Seen? seen) => seen?.State?.AuditDetails[Check].TotalResourcesCount ?? -1;

    public void Put(string taskId, int progress, string status = AuditWords.InProgress, string? text = null) =>
        Server.Aws.Audits.Put(taskId, StateOf(progress, status, text));

    /// <summary>Opens a watch, and does not wait for it.</summary>
    public RecordedWatch Open(string taskId = Audit, string knownEtag = "", DateTime? deadline = null, bool reads = true)
    {
        var request = new WatchAuditTaskRequest { TaskId = taskId, KnownEtag = knownEtag };
        var watch = new RecordedWatch(Server.Client, request, Time, deadline, reads);
        _watches.Add(watch);
        return watch;
    }

    /// <summary>Opens a watch, and waits for its first message or its end.</summary>
    public async Task<RecordedWatch> WatchAsync(string taskId = Audit, string knownEtag = "") =>
        (await WatchAsync(1, taskId, knownEtag))[0];

    public async Task<IReadOnlyList<RecordedWatch>> WatchAsync(int count, string taskId = Audit, string knownEtag = "")
    {
        var opened = Enumerable.Range(0, count).Select(_ => Open(taskId, knownEtag)).ToList();
        await Eventually.TrueAsync(() => opened.All(watch => watch.Last is not null || watch.Ended.IsCompleted));
        await SettledAsync();
        return opened;
    }

    /// <summary>Moves time, a little at a time, and lets everything that comes due happen then.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= Step)
        {
            Time.Advance(left < Step ? left : Step);
            await SettledAsync();
        }
    }

    /// <summary>Moves time until AWS has been read again.</summary>
    public async Task PollAsync()
    {
        var reads = Reads;
        var limit = Time.GetUtcNow() + (4 * Hub.Options.MaxPollInterval) + TimeSpan.FromSeconds(20);
        while (Reads == reads)
        {
            Assert.True(Time.GetUtcNow() < limit, "no poll came");
            await AdvanceAsync(Step);
        }
    }

    /// <summary>Changes the audit, and waits until all who watch it have seen that.</summary>
    public async Task StepAsync(int progress, string status = AuditWords.InProgress, string? text = null)
    {
        Put(Audit, progress, status, text);
        await PollAsync();
        await Eventually.TrueAsync(() => _watches.All(watch => watch.Ended.IsCompleted || ProgressOf(watch.Last) == progress));
    }

    /// <summary>Ends what is still open; then nothing may be left of it in the server, and no promise may have been broken.</summary>
    public async Task CheckAsync()
    {
        _watches.ForEach(watch => watch.Cancel());
        await Task.WhenAll(_watches.Select(watch => watch.Ended));
        await Eventually.TrueAsync(() => Hub.Open == 0);
        await AdvanceAsync(Hub.Options.Linger + TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(() => Hub.Pollers == 0 && Time.Waiting == 0);
        RecordedWatch.AssertPromisesKept(_watches);
    }

    public async ValueTask DisposeAsync()
    {
        _watches.ForEach(watch => watch.Dispose());
        Measured.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>
    /// Waits until every poller waits for its next poll, beside the hub's clock, and every caller has its heartbeats: these arrive
    /// in real time, a little after they were sent.
    /// </summary>
    private Task SettledAsync()
    {
        var silence = Hub.Options.HeartbeatInterval + TimeSpan.FromSeconds(5);
        return Eventually.TrueAsync(
            () => (Time.Waiting == Hub.Pollers + 1 || (Time.Waiting == 0 && Hub.Pollers == 0))
                && !_watches.Exists(watch => watch.IsSilentFor(silence)),
            "all polls are done, and no watch is silent for longer than Watch:HeartbeatInterval");
    }
}
