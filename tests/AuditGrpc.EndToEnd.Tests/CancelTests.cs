using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests;

public sealed class CancelTests
{
    private const string Cancel = "CancelAuditTask";

    [Fact]
    public async Task Cancel_AnAuditInProgress_CancelsIt()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);
        Assert.Equal(AuditTaskStatus.InProgress, (await server.DescribeAsync(SimulatedAudits.Running)).TaskStatus);

        Assert.Equal(new CancelAuditTaskResponse(), await CancelAsync(server, SimulatedAudits.Running));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AuditTaskStatus.Canceled, (await server.DescribeAsync(SimulatedAudits.Running)).TaskStatus);
        Assert.Equal(1, server.Aws.Calls.Of(Cancel));
    }

    [Theory]
    [InlineData(SimulatedAudits.NonCompliant)]
    [InlineData(SimulatedAudits.Failed)]
    [InlineData(SimulatedAudits.Canceled)]
    public async Task Cancel_AFinishedAudit_IsFailedPrecondition(string taskId)
    {
        await using var server = await RunningServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => CancelAsync(server, taskId));

        var details = new ErrorDetails(exception);
        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.AuditTaskNotInProgress), (exception.StatusCode, details.Reason));
        Assert.Equal(taskId, details.Info.Metadata["task_id"]);
        Assert.Null(details.Retry);
    }

    [Fact]
    public async Task Cancel_NoSuchAudit_IsNotFoundByItsId()
    {
        await using var server = await RunningServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => CancelAsync(server, "none"));

        var details = new ErrorDetails(exception);
        Assert.Equal((StatusCode.NotFound, ErrorReason.AuditTaskNotFound), (exception.StatusCode, details.Reason));
        Assert.Equal("none", details.Info.Metadata["task_id"]);
    }

    [Fact]
    public async Task Cancel_BadTaskId_NamesTheFieldAndAsksAwsNothing()
    {
        await using var server = await RunningServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => CancelAsync(server, "bad_id"));

        Assert.Equal("task_id", Assert.Single(new ErrorDetails(exception).BadRequest!.FieldViolations).Field);
        Assert.Equal(0, server.Aws.Calls.Total);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_TheReplyIsLost_IsAskedAgainAndSucceeds(bool overAnOldConnection)
    {
        await using var server = await RunningServer.StartAsync();
        if (overAnOldConnection)
        {
            await server.DescribeAsync(SimulatedAudits.Documented);
        }

        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.DropAfterActing, Operation = Cancel, Calls = 1 });

        Assert.Equal(new CancelAuditTaskResponse(), await CancelAsync(server, SimulatedAudits.Running));

        Assert.Equal("CANCELED", server.Aws.Audits.Get(SimulatedAudits.Running)!.TaskStatus);
        Assert.Equal(2, server.Aws.Calls.Of(Cancel));
    }

    [Fact]
    public async Task Cancel_TheAuditFinishesBetweenTwoAttempts_IsFailedPrecondition()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Drop, Operation = Cancel, Calls = 1 });

        var exception = await Assert.ThrowsAsync<RpcException>(() => CancelAsync(server, SimulatedAudits.NonCompliant));

        Assert.Equal(ErrorReason.AuditTaskNotInProgress, new ErrorDetails(exception).Reason);
    }

    private static async Task<CancelAuditTaskResponse> CancelAsync(RunningServer server, string taskId) =>
        await server.Client.CancelAuditTaskAsync(new CancelAuditTaskRequest { TaskId = taskId });
}
