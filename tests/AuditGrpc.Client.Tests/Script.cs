using AuditGrpc.Client.Errors;
using AuditGrpc.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Status = Grpc.Core.Status;

namespace AuditGrpc.Client.Tests;

/// <summary>The words that tests write scripts in.</summary>
internal static class Script
{
    public static readonly WatchScript Hang = (_, context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);

    public static readonly WatchScript End = (_, _) => Task.CompletedTask;

    /// <summary>Resets the stream, as the server does to one who does not read.</summary>
    public static readonly WatchScript Reset = (_, context) =>
    {
        context.GetHttpContext().Abort();
        return Hang(null!, context);
    };

    /// <summary>An event that this version of the contract does not know.</summary>
    public static readonly WatchScript Unknown = (messages, _) =>
        messages.WriteAsync(WatchAuditTaskResponse.Parser.ParseFrom([0xA2, 0x06, 0x00]));

    public static WatchScript Then(this WatchScript first, WatchScript second) => async (messages, context) =>
    {
        await first(messages, context);
        await second(messages, context);
    };

    /// <summary>A running audit whose etag this is; observed so many seconds after the test's beginning.</summary>
    public static WatchScript State(string etag, int observed = 0) => Audit(etag, AuditTaskStatus.InProgress, observed);

    public static WatchScript Completed(string etag, int observed = 0) => Audit(etag, AuditTaskStatus.Completed, observed);

    public static WatchScript Heartbeat(int observed = 0) => (messages, _) =>
        messages.WriteAsync(new WatchAuditTaskResponse { Heartbeat = new(), ObserveTime = At(observed) });

    public static WatchScript Fail(RpcException status) => (_, _) => throw status;

    public static WatchScript Fail(StatusCode code) => Fail(Error(code));

    /// <summary>An error as the service sends it.</summary>
    public static RpcException Error(
        StatusCode code, string? reason = null, TimeSpan? retry = null, string? field = null, string domain = "auditgrpc")
    {
        var status = new Errors.Status { Code = (int)code };
        if (reason is not null)
        {
            status.Details.Add(Any.Pack(new ErrorInfo { Domain = domain, Reason = reason, Metadata = { ["task_id"] = "a1" } }));
        }

        if (retry is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = delay.ToDuration() }));
        }

        if (field is not null)
        {
            var violation = new BadRequest.Types.FieldViolation { Field = field, Description = "is bad" };
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { violation } }));
        }

        return new RpcException(new Status(code, "scripted"), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
    }

    private static WatchScript Audit(string etag, AuditTaskStatus status, int observed) => (messages, _) =>
        messages.WriteAsync(new WatchAuditTaskResponse
        {
            AuditTask = new AuditTask { TaskId = "a1", Etag = etag, TaskStatus = status },
            ObserveTime = At(observed),
        });

    private static Timestamp At(int seconds) => new() { Seconds = 1_800_000_000 + seconds };
}
