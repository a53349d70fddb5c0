using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>Every promise has a history that breaks it, and no other.</summary>
public sealed class HistoryCheckerTests
{
    private const string Audit = "audit";
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Check_HistoriesAsTheyShouldBe_FindsNothing()
    {
        List<WatchHistory> histories =
        [
            Ok(State(0, "a"), Heartbeat(15), State(20, "b"), Terminal(22, "c")),
            Ok(State(0, "a"), Terminal(22, "c")),
            Ok(Heartbeat(0), State(20, "b"), Terminal(22, "c")) with { KnownEtag = "a" },
            Ok(Terminal(22, "c")) with { KnownEtag = "c" },
            Ended(StatusCode.Unavailable, ErrorReason.ServerShuttingDown, State(0, "a"), State(2, "b"), State(4, "a")),
            Ended(StatusCode.NotFound, ErrorReason.AuditTaskNotFound),
            Ended(StatusCode.DeadlineExceeded, null, State(0, "a")),
            Ended(StatusCode.Cancelled, null) with { End = null },
        ];

        Assert.Empty(HistoryChecker.Check(histories));
    }

    [Fact]
    public void Check_MessageThatIsNothing_IsFound() =>
        AssertFinds("message 1 is neither a state nor a heartbeat", Canceled(State(0, "a"), Heartbeat(1) with { IsHeartbeat = false }));

    [Fact]
    public void Check_NoObserveTime_IsFound() =>
        AssertFinds("message 0 has no observe_time", Canceled(State(0, "a") with { ObserveTime = null }));

    [Fact]
    public void Check_AnotherAudit_IsFound() =>
        AssertFinds("message 0 is about audit", Canceled(State(0, "a")) with { TaskId = "another" });

    [Fact]
    public void Check_NoEtag_IsFound() => AssertFinds("message 1 has no etag", Canceled(State(0, "a"), State(1, "")));

    [Fact]
    public void Check_HeartbeatFirstWithoutAKnownState_IsFound() =>
        AssertFinds("begins with a heartbeat", Canceled(Heartbeat(0), State(1, "a")));

    [Fact]
    public void Check_KnownStateSentAgain_IsFound() =>
        AssertFinds("begins with the state that the caller knew", Canceled(State(0, "a")) with { KnownEtag = "a" });

    [Fact]
    public void Check_EtagTwiceInARow_IsFound() =>
        AssertFinds("etag a came twice in a row", Canceled(State(0, "a"), Heartbeat(15), State(16, "a")));

    [Fact]
    public void Check_KnownStateAfterItsHeartbeat_IsFound() =>
        AssertFinds("etag a came twice in a row", Canceled(Heartbeat(0), State(2, "a")) with { KnownEtag = "a" });

    [Fact]
    public void Check_OlderStateAfterANewer_IsFound() =>
        AssertFinds("observe_time went back", Canceled(State(2, "b"), State(4, "a") with { ObserveTime = Start }));

    [Fact]
    public void Check_HeartbeatOlderThanTheState_IsFound() =>
        AssertFinds("observe_time went back", Canceled(State(2, "b"), Heartbeat(4) with { ObserveTime = Start }));

    [Fact]
    public void Check_HeartbeatAfterTheTerminalState_IsFound() =>
        AssertFinds("something came after a terminal state", Ok(Terminal(0, "a"), Heartbeat(1)));

    [Fact]
    public void Check_StateAfterTheTerminalState_IsFound() =>
        AssertFinds("something came after a terminal state", Ok(Terminal(0, "a"), State(1, "b")));

    [Fact]
    public void Check_TwoTerminalStates_AreFound() =>
        AssertFinds(
            "a terminal state came more than once", Ok(Terminal(0, "a"), Terminal(1, "b")), "something came after a terminal state");

    [Fact]
    public void Check_ErrorAfterTheTerminalState_IsFound() =>
        AssertFinds(
            "ended with Unavailable after a terminal state",
            Ended(StatusCode.Unavailable, ErrorReason.WatchExpired, Terminal(0, "a")));

    [Fact]
    public void Check_NoEndAfterTheTerminalState_IsFound() =>
        AssertFinds("ended with nothing after a terminal state", Ok(Terminal(0, "a")) with { End = null });

    [Fact]
    public void Check_OkWithoutATerminalState_IsFound() => AssertFinds("ended with OK without", Ok(State(0, "a")));

    [Fact]
    public void Check_OkWithoutAnyMessage_IsFound() => AssertFinds("ended with OK without", Ok());

    [Fact]
    public void Check_ErrorWithoutAReason_IsFound() =>
        AssertFinds("ended with Unknown and no reason", Ended(StatusCode.Unknown, null, State(0, "a")));

    [Theory]
    [InlineData(31, 32)]
    [InlineData(1, 32)]
    public void Check_SilenceOfOver30Seconds_IsFound(int first, int second) =>
        AssertFinds("was silent for 00:00:31", Canceled(State(first, "a"), State(second, "b")));

    [Fact]
    public void Check_SilenceBeforeTheEnd_IsFound() => AssertFinds(
        "was silent for 00:00:31", Canceled(State(0, "a")) with { End = new WatchEnd(Start.AddSeconds(31), StatusCode.Cancelled, null) });

    [Fact]
    public void Check_OneEtagForTwoStates_IsFound()
    {
        var other = State(4, "a");
        other.State!.ScheduledAuditName = "another";

        AssertFinds("two states of audit have the etag a", [Canceled(State(0, "a")), Canceled(other)]);
    }

    [Fact]
    public void Check_TwoStatesOfOneTime_AreFound() =>
        AssertFinds("two states of audit were observed at", [Canceled(State(0, "a")), Canceled(State(0, "b"))]);

    private static Seen State(int second, string etag, AuditTaskStatus status = AuditTaskStatus.InProgress) => new(
        Start.AddSeconds(second),
        Start.AddSeconds(second),
        new AuditTask { TaskId = Audit, TaskStatus = status, Etag = etag },
        IsHeartbeat: false);

    private static Seen Terminal(int second, string etag) => State(second, etag, AuditTaskStatus.Canceled);

    private static Seen Heartbeat(int second) => new(Start.AddSeconds(second), Start.AddSeconds(second), State: null, IsHeartbeat: true);

    private static WatchHistory Ok(params Seen[] seen) => Ended(StatusCode.OK, null, seen);

    private static WatchHistory Canceled(params Seen[] seen) => Ended(StatusCode.Cancelled, null, seen);

    private static WatchHistory Ended(StatusCode code, ErrorReason? reason, params Seen[] seen) =>
        new(Audit, "", Start, seen, new WatchEnd(seen.LastOrDefault()?.At ?? Start, code, reason));

    private static void AssertFinds(string fault, WatchHistory history, params string[] more) => AssertFinds(fault, [history], more);

    private static void AssertFinds(string fault, WatchHistory[] histories, params string[] more)
    {
        var found = HistoryChecker.Check(histories);
        Assert.Equal(1 + more.Length, found.Count);
        Assert.All([fault, .. more], expected => Assert.Contains(found, one => one.Contains(expected, StringComparison.Ordinal)));
    }
}
