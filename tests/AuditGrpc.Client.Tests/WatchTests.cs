using AuditGrpc.V1;
using Grpc.Core;
using static AuditGrpc.Client.Tests.Script;

namespace AuditGrpc.Client.Tests;

public sealed class WatchTests
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(7);

    public static TheoryData<string> Breaks => ["drain", "unavailable", "canceled", "ok", "full", "limited", "throttled"];

    [Fact]
    public async Task WatchAsync_AuditCompletes_YieldsEachStateAndEnds()
    {
        await using var server = await ScriptedServer.StartAsync(
            State("a").Then(Heartbeat(1)).Then(State("b", 2)).Then(Completed("c", 3)));

        Assert.Equal(["a", "b", "c"], await server.WatchToTheEndAsync());

        Assert.Equal([""], server.Service.KnownEtags);
        Assert.Empty(server.Time.Delays);
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task WatchAsync_Breaks_ResumesWithKnownEtag(string kind)
    {
        WatchScript broken = kind switch
        {
            "drain" => Fail(Error(StatusCode.Unavailable, "ERROR_REASON_SERVER_SHUTTING_DOWN", Later)),
            "unavailable" => Fail(StatusCode.Unavailable),
            "canceled" => Fail(StatusCode.Cancelled),
            "ok" => End,
            "full" => Fail(Error(StatusCode.ResourceExhausted, "ERROR_REASON_TOO_MANY_WATCHES", Later)),
            "limited" => Fail(Error(StatusCode.ResourceExhausted, "ERROR_REASON_CALLER_RATE_LIMITED", Later)),
            _ => Fail(Error(StatusCode.ResourceExhausted, "ERROR_REASON_UPSTREAM_THROTTLED", Later)),
        };
        await using var server = await ScriptedServer.StartAsync(
            State("a").Then(State("b", 1)).Then(broken),
            broken,
            Heartbeat(2).Then(State("c", 3)).Then(broken),
            Completed("d", 4));

        Assert.Equal(["a", "b", "c", "d"], await server.WatchToTheEndAsync());

        Assert.Equal(["", "b", "b", "c"], server.Service.KnownEtags);
        Assert.Equal(3, server.Time.Delays.Count);
    }

    [Fact]
    public async Task WatchAsync_StreamIsReset_ResumesWithKnownEtag()
    {
        var read = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(State("a").Then((_, _) => read.Task).Then(Reset), Completed("b", 1));
        await using var states = server.Client.WatchAsync("a1").GetAsyncEnumerator();

        Assert.True(await states.MoveNextAsync());
        read.SetResult();
        Assert.True(await states.MoveNextAsync());

        Assert.Equal("b", states.Current.Etag);
        Assert.Equal(["", "a"], server.Service.KnownEtags);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task WatchAsync_BreaksAllTheTime_NothingIsLostOrSeenTwice(int seed)
    {
        const int Last = 100;
        var random = new Random(seed);
        WatchScript[] breaks = [Fail(StatusCode.Unavailable), Fail(StatusCode.Cancelled), End, Reset];
        await using var server = await ScriptedServer.StartAsync();
        WatchScript resume = async (messages, context) =>
        {
            var next = server.Service.KnownEtags[^1] is { Length: > 0 } known ? int.Parse(known) + 1 : 0;
            // Up to two states that the client has already, then some that it has not.
            for (var state = Math.Max(0, next - random.Next(3)); state < Math.Min(Last, next + random.Next(5)); state++)
            {
                await State($"{state}", state)(messages, context);
            }

            await (next == Last ? Completed($"{Last}", Last) : breaks[random.Next(breaks.Length)])(messages, context);
        };
        // Breaks before the first message are another matter.
        server.Service.Watches.Enqueue(Heartbeat().Then(End));
        Enumerable.Repeat(resume, 1000).ToList().ForEach(server.Service.Watches.Enqueue);

        var states = await server.WatchToTheEndAsync(knownEtag: "0");

        Assert.Equal(Enumerable.Range(1, Last).Select(state => $"{state}"), states);
    }

    [Fact]
    public async Task WatchAsync_ServerGoesSilent_Reconnects()
    {
        await using var server = await ScriptedServer.StartAsync(State("a").Then(Hang), Completed("b", 1));
        await using var states = server.Client.WatchAsync("a1").GetAsyncEnumerator();

        Assert.True(await states.MoveNextAsync());
        var next = states.MoveNextAsync();
        server.Time.LetSilenceLast();

        Assert.True(await next);
        Assert.Equal("b", states.Current.Etag);
        Assert.Equal(["", "a"], server.Service.KnownEtags);
    }

    [Fact]
    public async Task WatchAsync_SlowConsumer_IsNotTakenForSilence()
    {
        await using var server = await ScriptedServer.StartAsync(State("a").Then(Completed("b", 1)));
        await using var states = server.Client.WatchAsync("a1").GetAsyncEnumerator();

        Assert.True(await states.MoveNextAsync());
        Assert.Equal(0, server.Time.Listening);
        server.Time.LetSilenceLast();
        Assert.True(await states.MoveNextAsync());

        Assert.Equal("b", states.Current.Etag);
        Assert.Single(server.Service.KnownEtags);
    }

    [Fact]
    public async Task WatchAsync_UnknownEvent_IsSkipped()
    {
        await using var server = await ScriptedServer.StartAsync(Unknown.Then(State("a")).Then(Unknown).Then(Completed("b", 1)));

        Assert.Equal(["a", "b"], await server.WatchToTheEndAsync());
    }

    [Fact]
    public async Task WatchAsync_StateObservedBeforeTheLast_IsDropped()
    {
        // The second server lags: it shows what was, and then catches up.
        await using var server = await ScriptedServer.StartAsync(
            State("a", 0).Then(State("b", 10)).Then(Fail(StatusCode.Unavailable)),
            State("a", 5).Then(Heartbeat(9)).Then(State("b", 11)).Then(Completed("c", 12)));

        Assert.Equal(["a", "b", "c"], await server.WatchToTheEndAsync());
    }

    [Fact]
    public async Task WatchAsync_DroppedStateTurnsOutCurrent_IsYielded()
    {
        // The second server's clock is behind, not its state: a heartbeat says that the state still holds.
        await using var server = await ScriptedServer.StartAsync(
            State("a", 10).Then(Fail(StatusCode.Unavailable)),
            State("b", 8).Then(Heartbeat(9)).Then(Heartbeat(11)).Then(Heartbeat(12)).Then(Completed("c", 13)));

        Assert.Equal(["a", "b", "c"], await server.WatchToTheEndAsync());
    }

    [Fact]
    public async Task WatchAsync_TerminalStateObservedBeforeTheLast_IsTheEnd()
    {
        await using var server = await ScriptedServer.StartAsync(
            State("a", 10).Then(Fail(StatusCode.Unavailable)),
            Completed("b", 8));

        Assert.Equal(["a", "b"], await server.WatchToTheEndAsync());
    }

    [Fact]
    public async Task WatchAsync_KnownStateIsSentAgain_IsNotYieldedTwice()
    {
        await using var server = await ScriptedServer.StartAsync(
            State("a").Then(Fail(StatusCode.Unavailable)),
            State("a", 1).Then(Completed("b", 2)));

        Assert.Equal(["a", "b"], await server.WatchToTheEndAsync());
    }

    [Fact]
    public async Task WatchAsync_KnownEtag_IsSentAndOnlyNewsIsYielded()
    {
        await using var server = await ScriptedServer.StartAsync(
            Heartbeat().Then(State("b", 1)).Then(Completed("c", 2)),
            Completed("c", 2));

        Assert.Equal(["b", "c"], await server.WatchToTheEndAsync(knownEtag: "a"));
        Assert.Equal(["c"], await server.WatchToTheEndAsync(knownEtag: "c"));

        Assert.Equal(["a", "c"], server.Service.KnownEtags);
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.PermissionDenied)]
    [InlineData(StatusCode.ResourceExhausted)]
    public async Task WatchAsync_OtherStatusAfterItHasBegun_Throws(StatusCode code)
    {
        await using var server = await ScriptedServer.StartAsync(State("a").Then(Fail(code)));
        var seen = new List<string>();

        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var audit in server.Client.WatchAsync("a1"))
            {
                seen.Add(audit.Etag);
            }
        });

        Assert.Equal(code, exception.StatusCode);
        Assert.Equal(["a"], seen);
    }

    [Fact]
    public async Task WatchAsync_NotFound_Throws()
    {
        await using var server = await ScriptedServer.StartAsync(Fail(Error(StatusCode.NotFound, "ERROR_REASON_AUDIT_TASK_NOT_FOUND")));

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.WatchToTheEndAsync());

        Assert.Equal(ErrorReason.AuditTaskNotFound, exception.AuditErrorReason());
        Assert.Single(server.Service.KnownEtags);
    }

    [Fact]
    public async Task WatchAsync_TooManyWatchesAtTheOpening_Throws()
    {
        await using var server = await ScriptedServer.StartAsync(
            Fail(Error(StatusCode.ResourceExhausted, "ERROR_REASON_TOO_MANY_WATCHES", Later)));

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.WatchToTheEndAsync());

        Assert.Equal((ErrorReason.TooManyWatches, Later), (exception.AuditErrorReason(), exception.RetryDelay()));
    }

    [Fact]
    public async Task WatchAsync_UnavailableAtTheOpening_IsTriedFourTimes()
    {
        await using var server = await ScriptedServer.StartAsync([.. Enumerable.Repeat(Fail(StatusCode.Unavailable), 9)]);

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.WatchToTheEndAsync());

        Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
        Assert.Equal(4, server.Service.KnownEtags.Count);
        Assert.Equal(3, server.Time.Delays.Count);
    }

    [Fact]
    public async Task WatchAsync_UnavailableTwiceAtTheOpening_BeginsAtTheThird()
    {
        await using var server = await ScriptedServer.StartAsync(Fail(StatusCode.Unavailable), Reset, State("a").Then(Completed("b")));

        Assert.Equal(["a", "b"], await server.WatchToTheEndAsync());
    }

    [Fact]
    public async Task WatchAsync_SilentAtTheOpening_IsGivenUpAtTheFourthTime()
    {
        await using var server = await ScriptedServer.StartAsync([.. Enumerable.Repeat(Hang, 9)]);
        var watch = server.WatchToTheEndAsync();

        for (var attempt = 0; attempt < 4; attempt++)
        {
            await server.Service.WatchBegan.WaitAsync();
            server.Time.LetSilenceLast();
        }

        var exception = await Assert.ThrowsAsync<RpcException>(() => watch);
        Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
        Assert.Contains("silent for 00:01:00", exception.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchAsync_CallerCancels_ThrowsOperationCanceled()
    {
        await using var server = await ScriptedServer.StartAsync(State("a").Then(Hang));
        using var cancel = new CancellationTokenSource();
        await using var states = server.Client.WatchAsync("a1", cancellationToken: cancel.Token).GetAsyncEnumerator();

        Assert.True(await states.MoveNextAsync());
        var next = states.MoveNextAsync().AsTask();
        await cancel.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.Single(server.Service.KnownEtags);
    }

    [Fact]
    public async Task WatchAsync_CallerCancelsBeforeTheFirstState_ThrowsOperationCanceled()
    {
        await using var server = await ScriptedServer.StartAsync(Hang);
        using var cancel = new CancellationTokenSource();

        var watch = server.Client.WatchAsync("a1").WithCancellation(cancel.Token).GetAsyncEnumerator().MoveNextAsync();
        await server.Service.WatchBegan.WaitAsync();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await watch);
    }

    [Fact]
    public async Task WatchAsync_CallerLeaves_EndsTheCall()
    {
        var left = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(State("a").Then((_, context) =>
        {
            context.CancellationToken.Register(left.SetResult);
            return left.Task;
        }));

        await foreach (var audit in server.Client.WatchAsync("a1"))
        {
            break;
        }

        await left.Task;
    }

    [Fact]
    public async Task WatchAsync_EnumeratedAgain_WatchesAgain()
    {
        await using var server = await ScriptedServer.StartAsync(Completed("a"), Completed("a"));
        var watch = server.Client.WatchAsync("a1");

        Assert.Equal("a", (await watch.SingleAsync()).Etag);
        Assert.Equal("a", (await watch.SingleAsync()).Etag);

        Assert.Equal(["", ""], server.Service.KnownEtags);
    }

    [Fact]
    public async Task WatchAsync_Always_HasNoDeadline()
    {
        await using var server = await ScriptedServer.StartAsync(Completed("a"));

        await server.WatchToTheEndAsync();

        Assert.Equal(DateTime.MaxValue, Assert.Single(server.Service.Deadlines));
    }

    [Fact]
    public async Task WatchAsync_MoreThanOneConnectionCarries_AllAreServed()
    {
        // Kestrel allows 100 calls to a connection.
        var waiting = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(
            [.. Enumerable.Repeat(State("a").Then((_, _) => waiting.Task).Then(Completed("b", 1)), 150)]);

        var watches = Enumerable.Range(0, 150).Select(_ => server.WatchToTheEndAsync()).ToList();
        for (var watch = 0; watch < 150; watch++)
        {
            await server.Service.WatchBegan.WaitAsync();
        }

        waiting.SetResult();
        Assert.All(await Task.WhenAll(watches), states => Assert.Equal(["a", "b"], states));
    }

    [Fact]
    public async Task WatchAsync_Progress_TellsOfHeartbeatsAndBreaks()
    {
        await using var server = await ScriptedServer.StartAsync(
            State("a", 0).Then(Heartbeat(15)).Then(Fail(StatusCode.Unavailable)),
            Completed("b", 20));
        var told = new List<WatchProgress>();

        await server.Client.WatchAsync("a1", progress: new Recorder(told)).LastAsync();

        Assert.Equal(
            [(0, 0, null), (15, 0, null), (15, 1, StatusCode.Unavailable), (20, 1, null)],
            told.Select(one => (one.ObserveTime!.Value.ToUnixTimeSeconds() - 1_800_000_000, one.Breaks, one.Broken?.StatusCode)));
    }

    private sealed class Recorder(List<WatchProgress> told) : IProgress<WatchProgress>
    {
        public void Report(WatchProgress value) => told.Add(value);
    }
}
