using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>What the contract promises of a watch, checked on what callers saw. It knows nothing else of the server.</summary>
internal static class HistoryChecker
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>The promises that were broken: none if all is well.</summary>
    /// <param name="histories">What the callers of one server saw.</param>
    public static IReadOnlyList<string> Check(IReadOnlyCollection<WatchHistory> histories) =>
        [.. histories.SelectMany(CheckOne), .. histories.GroupBy(history => history.TaskId).SelectMany(CheckTogether)];

    private static IEnumerable<string> CheckOne(WatchHistory history, int index) =>
        new[] { Messages(history), Beginning(history), Order(history), Ending(history), Silence(history) }
            .SelectMany(faults => faults).Select(fault => $"watch {index} of {history.TaskId}: {fault}");

    private static IEnumerable<string> Messages(WatchHistory history)
    {
        foreach (var (number, seen) in history.Seen.Index())
        {
            if (seen.State is null != seen.IsHeartbeat)
            {
                yield return $"message {number} is neither a state nor a heartbeat";
            }

            if (seen.ObserveTime is null)
            {
                yield return $"message {number} has no observe_time";
            }

            if (seen.State is { } state && state.TaskId != history.TaskId)
            {
                yield return $"message {number} is about {state.TaskId}";
            }

            if (seen.State?.Etag == "")
            {
                yield return $"message {number} has no etag";
            }
        }
    }

    private static IEnumerable<string> Beginning(WatchHistory history)
    {
        if (history.Seen is not [var first, ..])
        {
            yield break;
        }

        if (first.IsHeartbeat && history.KnownEtag.Length == 0)
        {
            yield return "begins with a heartbeat, though the caller knew no state";
        }

        if (first.State?.Etag == history.KnownEtag && !first.IsTerminal)
        {
            yield return "begins with the state that the caller knew, which is not terminal";
        }
    }

    private static IEnumerable<string> Order(WatchHistory history)
    {
        // A caller hears of the state it knew by a heartbeat; of a terminal one by the state itself, which is no repetition.
        var etag = history.Seen is [{ IsHeartbeat: true }, ..] ? history.KnownEtag : null;
        foreach (var state in history.States.Select(seen => seen.State!))
        {
            if (state.Etag == etag)
            {
                yield return $"etag {etag} came twice in a row";
            }

            etag = state.Etag;
        }

        foreach (var (earlier, later) in history.Seen.Zip(history.Seen.Skip(1)))
        {
            if (later.ObserveTime < earlier.ObserveTime)
            {
                yield return $"observe_time went back from {earlier.ObserveTime:O} to {later.ObserveTime:O}";
            }
        }
    }

    private static IEnumerable<string> Ending(WatchHistory history)
    {
        var terminal = history.Seen.Index().Where(entry => entry.Item.IsTerminal).Select(entry => entry.Index).ToList();
        if (terminal.Count > 1)
        {
            yield return "a terminal state came more than once";
        }

        if (terminal.Count > 0 && terminal[0] != history.Seen.Count - 1)
        {
            yield return "something came after a terminal state";
        }

        if (terminal.Count > 0 && history.End?.Code != StatusCode.OK)
        {
            yield return $"ended with {history.End?.Code.ToString() ?? "nothing"} after a terminal state";
        }

        if (terminal.Count == 0 && history.End?.Code == StatusCode.OK)
        {
            yield return "ended with OK without a terminal state";
        }

        // Those that the framework gives have none.
        if (history.End is { Reason: null, Code: not (StatusCode.OK or StatusCode.Cancelled or StatusCode.DeadlineExceeded) } end)
        {
            yield return $"ended with {end.Code} and no reason {end.Detail}";
        }
    }

    private static IEnumerable<string> Silence(WatchHistory history)
    {
        List<DateTimeOffset> times = [history.OpenedAt, .. history.Seen.Select(seen => seen.At)];
        if (history.End is { } end)
        {
            times.Add(end.At);
        }

        return times.Zip(times.Skip(1)).Where(pair => pair.Second - pair.First > LongestSilence)
            .Select(pair => $"was silent for {pair.Second - pair.First} from {pair.First:O}");
    }

    private static IEnumerable<string> CheckTogether(IEnumerable<WatchHistory> histories)
    {
        Dictionary<string, AuditTask> byEtag = [];
        Dictionary<DateTimeOffset, string> byTime = [];
        foreach (var seen in histories.SelectMany(history => history.States))
        {
            if (byEtag.TryAdd(seen.State!.Etag, seen.State) is false && !byEtag[seen.State.Etag].Equals(seen.State))
            {
                yield return $"two states of {seen.State.TaskId} have the etag {seen.State.Etag}";
            }

            if (seen.ObserveTime is { } time && byTime.TryAdd(time, seen.State.Etag) is false && byTime[time] != seen.State.Etag)
            {
                yield return $"two states of {seen.State.TaskId} were observed at {time:O}";
            }
        }
    }
}
