using System.IO.Compression;
using System.Text.Json;
using AuditGrpc.V1;
using Google.Protobuf;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>Histories in a file, a line each: what a run has seen is checked when it is over, and can be looked at.</summary>
internal static class HistoryFile
{
    public static async Task AppendAsync(string path, IEnumerable<WatchHistory> histories)
    {
        await using var file = new StreamWriter(new GZipStream(new FileStream(path, FileMode.Append), CompressionLevel.Fastest));
        foreach (var history in histories)
        {
            var seen = history.Seen.Select(one => new Line.Message(one.At, one.ObserveTime, one.State?.ToByteArray(), one.IsHeartbeat));
            var line = new Line(history.TaskId, history.KnownEtag, history.OpenedAt, [.. seen], history.End);
            await file.WriteLineAsync(JsonSerializer.Serialize(line));
        }
    }

    public static async Task<IReadOnlyList<WatchHistory>> ReadAsync(string path)
    {
        var histories = new List<WatchHistory>();
        using var file = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (await file.ReadLineAsync() is { } text)
        {
            var line = JsonSerializer.Deserialize<Line>(text)!;
            var seen = line.Seen.Select(one => new Seen(
                one.At, one.ObserveTime, one.State is null ? null : AuditTask.Parser.ParseFrom(one.State), one.IsHeartbeat));
            histories.Add(new WatchHistory(line.TaskId, line.KnownEtag, line.OpenedAt, [.. seen], line.End));
        }

        return histories;
    }

    private sealed record Line(string TaskId, string KnownEtag, DateTimeOffset OpenedAt, IReadOnlyList<Line.Message> Seen, WatchEnd? End)
    {
        /// <param name="At">As in <see cref="Watching.Seen"/>.</param>
        /// <param name="ObserveTime">As in <see cref="Watching.Seen"/>.</param>
        /// <param name="State">The audit, in its wire form.</param>
        /// <param name="IsHeartbeat">As in <see cref="Watching.Seen"/>.</param>
        public sealed record Message(DateTimeOffset At, DateTimeOffset? ObserveTime, byte[]? State, bool IsHeartbeat);
    }
}
