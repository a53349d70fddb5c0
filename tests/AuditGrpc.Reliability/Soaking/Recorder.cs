using System.Collections.Concurrent;
using AuditGrpc.EndToEnd.Tests.Watching;

namespace AuditGrpc.Reliability.Soaking;

/// <summary>Writes histories to files, one for each audit, and checks them afterwards: from the files, and from nothing else.</summary>
internal sealed class Recorder(string folder)
{
    private readonly ConcurrentQueue<WatchHistory> _unwritten = new();

    public void Add(WatchHistory history) => _unwritten.Enqueue(history);

    /// <summary>Writes what has come since the last time.</summary>
    public async Task WriteAsync()
    {
        var histories = new List<WatchHistory>();
        while (_unwritten.TryDequeue(out var history))
        {
            histories.Add(history);
        }

        foreach (var audit in histories.GroupBy(history => history.TaskId))
        {
            await HistoryFile.AppendAsync(Path.Combine(folder, $"{audit.Key}.jsonl.gz"), audit);
        }
    }

    public async Task<(int Histories, long Messages, string Ends, int Broken)> CheckAsync()
    {
        await WriteAsync();
        var (histories, messages, broken) = (0, 0L, 0);
        var ends = new SortedDictionary<string, int>();
        foreach (var file in Directory.GetFiles(folder))
        {
            var audit = await HistoryFile.ReadAsync(file);
            histories += audit.Count;
            messages += audit.Sum(history => history.Seen.Count);
            foreach (var end in audit.Select(history => $"{history.End?.Code} {history.End?.Reason}".Trim()))
            {
                ends[end] = ends.GetValueOrDefault(end) + 1;
            }

            var found = HistoryChecker.Check([.. audit]);
            broken += found.Count;
            foreach (var promise in found.Take(3))
            {
                Console.WriteLine($"broken: {promise}");
            }
        }

        return (histories, messages, string.Join(", ", ends.Select(end => $"{end.Value} {end.Key}")), broken);
    }
}
