using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Watching;

public sealed class HistoryFileTests
{
    [Fact]
    public async Task Read_WhatWasAppended_IsTheSame()
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        var state = new AuditTask { TaskId = "a", TaskStatus = AuditTaskStatus.Completed, Etag = "e" };
        WatchHistory[] histories =
        [
            new("a", "", now, [new(now, now, state, IsHeartbeat: false)], new(now.AddTicks(1), StatusCode.OK, null)),
            new("a", "e", now, [new(now, null, null, IsHeartbeat: true)],
                new(now, StatusCode.Unavailable, ErrorReason.WatchExpired, "old")),
            new("b", "", now, [], null),
        ];
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await HistoryFile.AppendAsync(path, histories[..1]);
            await HistoryFile.AppendAsync(path, histories[1..]);
            var read = await HistoryFile.ReadAsync(path);

            Assert.Equal(histories.Select(history => history with { Seen = [] }), read.Select(history => history with { Seen = [] }));
            Assert.Equal(histories.SelectMany(history => history.Seen), read.SelectMany(history => history.Seen));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
