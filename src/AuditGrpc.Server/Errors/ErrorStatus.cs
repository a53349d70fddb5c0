using System.Globalization;
using AuditGrpc.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AuditGrpc.Server.Errors;

/// <summary>Turns a failure into the status that the contract's error table gives it, with its details.</summary>
internal static class ErrorStatus
{
    public const string Domain = "auditgrpc";
    public const string DetailsTrailer = "grpc-status-details-bin";
    private const string PushbackTrailer = "grpc-retry-pushback-ms";

    public static RpcException Of(AuditFailure failure)
    {
        var code = CodeOf(failure.Reason);
        var message = failure.Field is null ? failure.Message : $"{failure.Field} {failure.Message}";
        var status = new Status { Code = (int)code, Message = message };
        status.Details.Add(Any.Pack(new ErrorInfo
        {
            Domain = Domain,
            Reason = NameOf(failure.Reason),
            Metadata = { failure.Metadata.ToDictionary() },
        }));
        if (failure.Field is not null)
        {
            var violation = new BadRequest.Types.FieldViolation { Field = failure.Field, Description = failure.Message };
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { violation } }));
        }

        if (failure.RetryAfter is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = delay.ToDuration() }));
        }

        var trailers = new Metadata { { DetailsTrailer, status.ToByteArray() } };
        // gRPC's own retries wait for as long as this says, where they would not know of RetryInfo.
        if (code == StatusCode.ResourceExhausted && failure.RetryAfter is { } wait)
        {
            trailers.Add(PushbackTrailer, ((long)Math.Ceiling(wait.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture));
        }

        return new RpcException(new Grpc.Core.Status(code, message), trailers);
    }

    /// <summary>The reason by its name in the contract.</summary>
    public static string NameOf(ErrorReason reason) =>
        AuditServiceReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(ErrorReason)).FindValueByNumber((int)reason).Name;

    private static StatusCode CodeOf(ErrorReason reason) => reason switch
    {
        ErrorReason.InvalidRequest or ErrorReason.UnknownSource => StatusCode.InvalidArgument,
        ErrorReason.AuditTaskNotFound or ErrorReason.AuditFindingNotFound => StatusCode.NotFound,
        ErrorReason.AuditTaskNotInProgress => StatusCode.FailedPrecondition,
        ErrorReason.UpstreamThrottled or ErrorReason.TooManyWatches or ErrorReason.TooManyAudits or ErrorReason.CallerRateLimited =>
            StatusCode.ResourceExhausted,
        ErrorReason.UpstreamUnavailable or ErrorReason.ServerShuttingDown or ErrorReason.WatchExpired => StatusCode.Unavailable,
        ErrorReason.Unauthenticated => StatusCode.Unauthenticated,
        ErrorReason.PermissionDenied => StatusCode.PermissionDenied,
        // Not PERMISSION_DENIED: the principal AWS refused is this service, not the caller.
        ErrorReason.UpstreamAccessDenied or ErrorReason.UpstreamInvalidResponse => StatusCode.Internal,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "has no row in the error table"),
    };
}
