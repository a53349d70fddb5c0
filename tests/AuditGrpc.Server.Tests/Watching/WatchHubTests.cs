using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Hosting;
using AuditGrpc.Server.Limiting;
using AuditGrpc.Server.Tests.Describing;
using AuditGrpc.Server.Upstream;
using AuditGrpc.Server.Watching;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Microsoft.Extensions.Logging.Abstractions;

namespace AuditGrpc.Server.Tests.Watching;

public sealed class WatchHubTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ScriptedAuditApi _api = new();
    private readonly WatchOptions _options = new() { MaxWatches = 3 };
    private readonly AuditDescriber _describer;
    private readonly WatchHub _hub;
    private int _aborts;

    public WatchHubTests()
    {
        var metrics = TestMetrics.Create();
        _describer = new AuditDescriber(new DescribeOptions(), metrics, _time);
        _hub = new WatchHub(_options, new HostingOptions(), new Memory(new LimitOptions(), _time), _describer, metrics, _time, NullLogger<WatchHub>.Instance);
    }

    [Fact]
    public async Task Next_FirstState_ComesAtOnceAndThenOnlyChanges()
    {
        using var watch = Open();
        await AnswerAsync(AuditTaskStatus.InProgress);
        Assert.Equal(AuditTaskStatus.InProgress, (await NextAsync(watch)).Snapshot.Audit.TaskStatus);

        var next = NextAsync(watch);
        await PollAsync(AuditTaskStatus.InProgress);
        Assert.False(next.IsCompleted);
        await PollAsync(AuditTaskStatus.Completed);

        Assert.True((await next).IsLast);
    }

    [Fact]
    public async Task Next_SomebodyDescribesTheAudit_ShowsTheirNewerState()
    {
        using var watch = Open();
        await AnswerAsync(AuditTaskStatus.InProgress);
        await NextAsync(watch);
        var next = NextAsync(watch);

        _time.Advance(TimeSpan.FromSeconds(1.5));
        var describing = _describer.DescribeAsync(_api.AsSource(), "a1", ReadPolicy.Call, CancellationToken.None).AsTask();
        await Eventually(() => _api.Calls == 2);
        _api.Answer(AuditTaskStatus.Canceled);

        Assert.Equal((await describing).Audit, (await next).Snapshot.Audit);
        Assert.Equal(0, _hub.Pollers);
    }

    [Fact]
    public async Task Next_StatesMissedMeanwhile_SkipsToTheLatest()
    {
        using var watch = Open();
        await AnswerAsync(AuditTaskStatus.InProgress);
        await NextAsync(watch);

        await PollAsync(AuditTaskStatus.Unspecified);
        await PollAsync(AuditTaskStatus.InProgress);
        await PollAsync(AuditTaskStatus.Failed);

        Assert.Equal(AuditTaskStatus.Failed, (await NextAsync(watch)).Snapshot.Audit.TaskStatus);
        Assert.Equal(2, watch.Conflated);
    }

    [Fact]
    public async Task Next_KnownEtagIsCurrent_BeginsWithAHeartbeat()
    {
        using var first = Open();
        await AnswerAsync(AuditTaskStatus.InProgress);
        var etag = (await NextAsync(first)).Snapshot.Audit.Etag;

        using var knowing = Open(knownEtag: etag);
        using var other = Open(knownEtag: "another");

        Assert.True((await NextAsync(knowing)).IsHeartbeat);
        Assert.False((await NextAsync(other)).IsHeartbeat);
        Assert.Equal(1, _api.Calls);
    }

    [Fact]
    public async Task Next_FinishedAndKnown_IsSentAllTheSame()
    {
        using var first = Open();
        await AnswerAsync(AuditTaskStatus.Completed);
        var etag = (await NextAsync(first)).Snapshot.Audit.Etag;

        using var knowing = Open(knownEtag: etag);

        Assert.True((await NextAsync(knowing)).IsLast);
        Assert.Equal(1, _api.Calls);
    }

    [Fact]
    public async Task Next_ASilence_IsEndedByAHeartbeatThatIsNotLate()
    {
        using var watch = Open();
        await AnswerAsync(AuditTaskStatus.InProgress);
        Write(watch, await NextAsync(watch));
        var next = NextAsync(watch);

        await AdvanceAsync(TimeSpan.FromSeconds(12), AuditTaskStatus.InProgress);
        Assert.False(next.IsCompleted);
        await AdvanceAsync(_options.HeartbeatInterval - TimeSpan.FromSeconds(12), AuditTaskStatus.InProgress);

        Assert.True((await next).IsHeartbeat);
    }

    [Fact]
    public async Task CheckTime_AWriteTakesTooLong_AbortsTheWatch()
    {
        using var watch = Open();
        await AnswerAsync(AuditTaskStatus.InProgress);
        await NextAsync(watch);
        watch.WriteBegins();

        await AdvanceAsync(_options.WriteTimeout - TimeSpan.FromSeconds(1), AuditTaskStatus.InProgress);
        Assert.Equal(0, _aborts);
        await AdvanceAsync(TimeSpan.FromSeconds(2), AuditTaskStatus.InProgress);

        await Eventually(() => _aborts > 0);
        Assert.Equal("stalled", watch.Outcome);
    }

    [Fact]
    public async Task Leave_TheLastWatch_StopsThePollerAfterAWhile()
    {
        var watch = Open();
        await AnswerAsync(AuditTaskStatus.InProgress);
        await NextAsync(watch);
        watch.Dispose();

        await AdvanceAsync(_options.Linger - TimeSpan.FromSeconds(1), AuditTaskStatus.InProgress);
        Assert.Equal((0, 1), (_hub.Open, _hub.Pollers));
        await AdvanceAsync(TimeSpan.FromSeconds(2), AuditTaskStatus.InProgress);
        await Eventually(() => _hub.Pollers == 0);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually(() => _time.Waiting == 0);
    }

    [Fact]
    public async Task Open_MoreThanAllowed_IsRefusedUntilOneLeaves()
    {
        var watches = Enumerable.Range(0, 3).Select(_ => Open()).ToList();

        var refusal = Assert.Throws<AuditFailure>(() => Open());
        Assert.Equal((ErrorReason.TooManyWatches, "3"), (refusal.Reason, refusal.Metadata["max_watches"]));
        watches[0].Dispose();
        using var taken = Open();
        await AnswerAsync(AuditTaskStatus.InProgress);

        Assert.Equal(3, _hub.Open);
    }

    [Fact]
    public async Task Drain_OpenAndNewWatches_EndAsShuttingDown()
    {
        using var watch = Open();
        await AnswerAsync(AuditTaskStatus.InProgress);
        await NextAsync(watch);
        var next = NextAsync(watch);

        var draining = _hub.DrainAsync();
        var failure = await Assert.ThrowsAsync<AuditFailure>(() => next);
        watch.Dispose();

        Assert.Equal(ErrorReason.ServerShuttingDown, failure.Reason);
        Assert.InRange(failure.RetryAfter!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        using var late = Open();
        // It may have its state first: a caller is never sent away empty-handed.
        await NextAsync(late);
        Assert.Equal(ErrorReason.ServerShuttingDown, (await Assert.ThrowsAsync<AuditFailure>(() => NextAsync(late))).Reason);
        late.Dispose();
        while (!draining.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
    }

    [Fact]
    public void Paced_MoreAuditsThanTheBudgetAllows_SlowsAllOfThemDown()
    {
        var source = _api.AsSource();
        Assert.Equal(TimeSpan.FromSeconds(2), _hub.Paced(TimeSpan.FromSeconds(2), source));

        using var one = Open("a1");
        using var two = Open("a2");
        using var three = Open("a3");

        var slow = source with { DescribePerSecond = 1 };
        Assert.Equal(3 / 0.8, _hub.Paced(TimeSpan.FromSeconds(2), slow).TotalSeconds);
        Assert.Equal(TimeSpan.FromSeconds(5), _hub.Paced(TimeSpan.FromSeconds(5), slow));
    }

    public void Dispose() => _hub.Dispose();

    private static void Write(Watch watch, WatchEvent written)
    {
        watch.WriteBegins();
        watch.WriteEnded(written);
    }

    private static Task<WatchEvent> NextAsync(Watch watch) => watch.NextAsync(CancellationToken.None).AsTask();

    /// <summary>Waits, in real time, for what other threads do about a clock that was moved.</summary>
    private static async Task Eventually(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Watch Open(string taskId = "a1", string knownEtag = "") =>
        _hub.OpenWatch(_api.AsSource(), taskId, knownEtag, () => Interlocked.Increment(ref _aborts));

    private async Task AnswerAsync(AuditTaskStatus status, int call = 1)
    {
        await Eventually(() => _api.Calls == call);
        _api.Answer(status);
        await SettledAsync();
    }

    /// <summary>
    /// Waits until the one poller waits for an answer, or beside the hub's clock for its next poll, or is gone. If the clock were moved
    /// sooner, the poll would be late, by a time that the machine's load decides.
    /// </summary>
    private Task SettledAsync() => Eventually(() => _api.Unanswered > 0 || _hub.Pollers == 0 || _time.Waiting == 2);

    /// <summary>Moves the clock to the next poll, and answers it.</summary>
    private async Task PollAsync(AuditTaskStatus answer)
    {
        var calls = _api.Calls;
        while (_api.Calls == calls)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await SettledAsync();
        }

        await AnswerAsync(answer, calls + 1);
    }

    /// <summary>Moves the clock, and answers the polls that come due.</summary>
    private async Task AdvanceAsync(TimeSpan by, AuditTaskStatus answer)
    {
        for (var end = _time.GetUtcNow() + by; _time.GetUtcNow() < end;)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await SettledAsync();
            if (_api.Unanswered > 0)
            {
                await AnswerAsync(answer, _api.Calls);
            }
        }
    }
}
