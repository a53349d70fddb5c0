using AuditGrpc.Server.Errors;
using AuditGrpc.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Status = AuditGrpc.Server.Errors.Status;

namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>What an error says in <c>grpc-status-details-bin</c>.</summary>
internal sealed class ErrorDetails
{
    private readonly Status _status;

    public ErrorDetails(RpcException exception)
    {
        _status = Status.Parser.ParseFrom(exception.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal((int)exception.StatusCode, _status.Code);
        Assert.Equal("auditgrpc", Info.Domain);
    }

    public ErrorInfo Info => Get<ErrorInfo>()!;

    public ErrorReason Reason => (ErrorReason)AuditServiceReflection.Descriptor
        .FindTypeByName<EnumDescriptor>(nameof(ErrorReason)).FindValueByName(Info.Reason).Number;

    public RetryInfo? Retry => Get<RetryInfo>();

    public BadRequest? BadRequest => Get<BadRequest>();

    private T? Get<T>()
        where T : class, IMessage<T>, new() =>
        _status.Details.SingleOrDefault(detail => detail.Is(new T().Descriptor))?.Unpack<T>();
}
