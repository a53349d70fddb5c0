using System.Collections.ObjectModel;
using AuditGrpc.Client.Errors;
using AuditGrpc.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AuditGrpc.Client;

/// <summary>Reads what an error says beyond its gRPC status code. None of these ever throws.</summary>
public static class RpcExceptionExtensions
{
    private const string DetailsTrailer = "grpc-status-details-bin";
    private const string Domain = "auditgrpc";

    private static readonly Dictionary<string, ErrorReason> ReasonsByName = AuditServiceReflection.Descriptor
        .FindTypeByName<EnumDescriptor>(nameof(ErrorReason)).Values
        .ToDictionary(value => value.Name, value => (ErrorReason)value.Number, StringComparer.Ordinal);

    /// <summary>
    /// Why the call failed. <see cref="ErrorReason.Unspecified"/> if the error says nothing of it: it did not come from the service,
    /// or the reason is newer than this package. Go by <see cref="RpcException.StatusCode"/> then.
    /// </summary>
    /// <param name="exception">The error.</param>
    public static ErrorReason AuditErrorReason(this RpcException exception) =>
        exception.ErrorInfo() is { } info ? ReasonsByName.GetValueOrDefault(info.Reason) : ErrorReason.Unspecified;

    /// <summary>
    /// What the reason is about, by the keys that <see cref="ErrorReason"/> documents, such as <c>task_id</c>. Empty if there is nothing.
    /// </summary>
    /// <param name="exception">The error.</param>
    public static IReadOnlyDictionary<string, string> AuditErrorMetadata(this RpcException exception) =>
        exception.ErrorInfo() is { } info ? info.Metadata.AsReadOnly() : ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How long the service asks to wait before the call is made again; null if it does not say, zero for not at all.</summary>
    /// <param name="exception">The error.</param>
    public static TimeSpan? RetryDelay(this RpcException exception)
    {
        try
        {
            return exception.Detail<RetryInfo>()?.RetryDelay?.ToTimeSpan() is { } delay && delay >= TimeSpan.Zero ? delay : null;
        }
        catch (InvalidOperationException)
        {
            // Not a duration: its nanoseconds are out of range.
            return null;
        }
    }

    /// <summary>The fields of the request that are not valid; empty if that is not what went wrong.</summary>
    /// <param name="exception">The error.</param>
    public static IReadOnlyList<FieldViolation> FieldViolations(this RpcException exception) =>
        exception.Detail<BadRequest>() is { } request
            ? [.. request.FieldViolations.Select(violation => new FieldViolation(violation.Field, violation.Description))]
            : [];

    private static ErrorInfo? ErrorInfo(this RpcException exception) =>
        exception.Detail<ErrorInfo>() is { Domain: Domain } info ? info : null;

    private static T? Detail<T>(this RpcException exception)
        where T : class, IMessage<T>, new()
    {
        try
        {
            return exception.Trailers.GetValueBytes(DetailsTrailer) is { } bytes
                ? Errors.Status.Parser.ParseFrom(bytes).Details.FirstOrDefault(detail => detail.Is(new T().Descriptor))?.Unpack<T>()
                : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
