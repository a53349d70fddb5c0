using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>HTTP status 500.</summary>
public class InternalFailureException : AmazonIoTException
{
    public InternalFailureException() { }

    public InternalFailureException(string message)
        : base(message) { }

    public InternalFailureException(Exception innerException)
        : base(innerException) { }

    public InternalFailureException(string message, Exception innerException)
        : base(message, innerException) { }

    public InternalFailureException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InternalFailureException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>HTTP status 400.</summary>
public class InvalidRequestException : AmazonIoTException
{
    public InvalidRequestException() { }

    public InvalidRequestException(string message)
        : base(message) { }

    public InvalidRequestException(Exception innerException)
        : base(innerException) { }

    public InvalidRequestException(string message, Exception innerException)
        : base(message, innerException) { }

    public InvalidRequestException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidRequestException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>HTTP status 410.</summary>
public class LimitExceededException : AmazonIoTException
{
    public LimitExceededException() { }

    public LimitExceededException(string message)
        : base(message) { }

    public LimitExceededException(Exception innerException)
        : base(innerException) { }

    public LimitExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    public LimitExceededException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public LimitExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>HTTP status 404.</summary>
public class ResourceNotFoundException : AmazonIoTException
{
    public ResourceNotFoundException() { }

    public ResourceNotFoundException(string message)
        : base(message) { }

    public ResourceNotFoundException(Exception innerException)
        : base(innerException) { }

    public ResourceNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    public ResourceNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ResourceNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>HTTP status 503.</summary>
public class ServiceUnavailableException : AmazonIoTException
{
    public ServiceUnavailableException() { }

    public ServiceUnavailableException(string message)
        : base(message) { }

    public ServiceUnavailableException(Exception innerException)
        : base(innerException) { }

    public ServiceUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }

    public ServiceUnavailableException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ServiceUnavailableException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>HTTP status 400, not 429.</summary>
public class ThrottlingException : AmazonIoTException
{
    public ThrottlingException() { }

    public ThrottlingException(string message)
        : base(message) { }

    public ThrottlingException(Exception innerException)
        : base(innerException) { }

    public ThrottlingException(string message, Exception innerException)
        : base(message, innerException) { }

    public ThrottlingException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ThrottlingException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>HTTP status 401.</summary>
public class UnauthorizedException : AmazonIoTException
{
    public UnauthorizedException() { }

    public UnauthorizedException(string message)
        : base(message) { }

    public UnauthorizedException(Exception innerException)
        : base(innerException) { }

    public UnauthorizedException(string message, Exception innerException)
        : base(message, innerException) { }

    public UnauthorizedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public UnauthorizedException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
