using System.Net;
using Amazon.IoT.Model;
using Amazon.Runtime;

namespace Amazon.IoT.Wire;

/// <summary>An error code of the service model and the exception that it becomes.</summary>
internal sealed record ModeledError(string Code, ModeledError.Constructor Create)
{
    public delegate AmazonIoTException Constructor(
        string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status);

    public static Constructor Unmodeled { get; } =
        (message, inner, type, code, requestId, status) => new AmazonIoTException(message, inner, type, code, requestId, status);

    public static ModeledError InternalFailure { get; } = new(
        nameof(InternalFailureException),
        (message, inner, type, code, requestId, status) => new InternalFailureException(message, inner, type, code, requestId, status));

    public static ModeledError InvalidRequest { get; } = new(
        nameof(InvalidRequestException),
        (message, inner, type, code, requestId, status) => new InvalidRequestException(message, inner, type, code, requestId, status));

    public static ModeledError LimitExceeded { get; } = new(
        nameof(LimitExceededException),
        (message, inner, type, code, requestId, status) => new LimitExceededException(message, inner, type, code, requestId, status));

    public static ModeledError ResourceNotFound { get; } = new(
        nameof(ResourceNotFoundException),
        (message, inner, type, code, requestId, status) => new ResourceNotFoundException(message, inner, type, code, requestId, status));

    public static ModeledError Throttling { get; } = new(
        nameof(ThrottlingException),
        (message, inner, type, code, requestId, status) => new ThrottlingException(message, inner, type, code, requestId, status));
}
