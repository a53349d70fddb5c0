using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Google.Protobuf;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Faults;

/// <summary>Callers and servers of other releases: row 30 of docs/reliability.md.</summary>
public sealed class UnknownFieldTests
{
    // Field 1000, the text "later": what a later release may have added.
    private static readonly byte[] _later = [0xC2, 0x3E, 5, .. "later"u8];

    [Fact]
    public async Task Describe_ByALaterClient_PassesOverWhatItDoesNotKnow()
    {
        await using var server = await RunningServer.StartAsync();
        var now = new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented };
        var later = DescribeAuditTaskRequest.Parser.ParseFrom([.. now.ToByteArray(), .. _later]);
        Assert.Equal(_later, later.ToByteArray()[^_later.Length..]);

        Assert.Equal(SimulatedAudits.Documented, (await server.Client.DescribeAuditTaskAsync(later)).AuditTask.TaskId);
    }

    [Fact]
    public async Task Watch_ByALaterClient_PassesOverWhatItDoesNotKnow()
    {
        await using var server = await RunningServer.StartAsync();
        var now = new WatchAuditTaskRequest { TaskId = SimulatedAudits.Documented };
        var later = WatchAuditTaskRequest.Parser.ParseFrom([.. now.ToByteArray(), .. _later]);

        using var call = server.Client.WatchAuditTask(later);

        Assert.True((await call.ResponseStream.ReadAllAsync().SingleAsync()).AuditTask.TaskStatus == V1.AuditTaskStatus.Completed);
    }

    [Theory]
    [InlineData(0xFFFF)]
    [InlineData(6)]
    public void Response_OfALaterServer_IsReadByThisRelease(int status)
    {
        var task = new AuditTask { TaskId = "a", TaskStatus = (V1.AuditTaskStatus)status, Etag = "e" };
        var now = new DescribeAuditTaskResponse { AuditTask = task };
        var reply = DescribeAuditTaskResponse.Parser.ParseFrom([.. now.ToByteArray(), .. _later]);
        var unknownEvent = WatchAuditTaskResponse.Parser.ParseFrom(_later);

        Assert.Equal(("a", "e", status), (reply.AuditTask.TaskId, reply.AuditTask.Etag, (int)reply.AuditTask.TaskStatus));
        Assert.Equal(WatchAuditTaskResponse.EventOneofCase.None, unknownEvent.EventCase);
    }
}
