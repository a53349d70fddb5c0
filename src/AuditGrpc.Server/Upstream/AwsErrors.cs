using System.Net;
using Amazon.IoT.Model;
using Amazon.Runtime;
using AuditGrpc.Server.Errors;

namespace AuditGrpc.Server.Upstream;

/// <summary>The one switch from what AWS's SDK throws to what a caller is told.</summary>
internal static class AwsErrors
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static AuditFailure ToFailure(Exception exception, string operation, string? id) => exception switch
    {
        AuditFailure failure => failure,
        ResourceNotFoundException when id is not null => operation is AwsOperations.DescribeAuditTask or AwsOperations.CancelAuditTask
            ? AuditFailure.AuditTaskNotFound(id, exception)
            : AuditFailure.AuditFindingNotFound(id, exception),
        // AWS says no more than this of an audit that is not in progress; the id has been checked here.
        InvalidRequestException when id is not null && operation == AwsOperations.CancelAuditTask =>
            AuditFailure.NotInProgress(id, exception),
        LimitExceededException when operation == AwsOperations.StartOnDemandAuditTask => AuditFailure.TooManyAudits(exception),
        InvalidRequestException => AuditFailure.RefusedByAws(exception),
        // Before its base class: what could not be read has the status 200, or that of an error page.
        AmazonUnmarshallingException { StatusCode: < HttpStatusCode.InternalServerError } => AuditFailure.InvalidResponse(exception),
        AmazonServiceException said => OfCode(said, operation),
        // No credentials, or none that can be used.
        AmazonClientException => AuditFailure.AccessDenied(exception),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
        } => AuditFailure.Unreachable(RetryAfter, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => AuditFailure.InvalidResponse(exception),
        // The SDK lets these out unwrapped. A cancellation that nobody asked for is a timeout.
        HttpRequestException or IOException or TimeoutException or OperationCanceledException =>
            AuditFailure.Unavailable(RetryAfter, exception),
        _ => AuditFailure.InvalidResponse(exception),
    };

    private static AuditFailure OfCode(AmazonServiceException said, string operation) => (said.ErrorCode, said.StatusCode) switch
    {
        ("ThrottlingException" or "Throttling" or "ThrottledException" or "RequestThrottledException" or "RequestThrottled"
            or "TooManyRequestsException" or "RequestLimitExceeded" or "SlowDown", _)
            or (_, HttpStatusCode.TooManyRequests) => AuditFailure.Throttled(operation, RetryAfter, said),
        (_, >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout)
            or ("InternalFailureException" or "ServiceUnavailableException" or "RequestTimeout" or "RequestTimeoutException", _) =>
            AuditFailure.Unavailable(RetryAfter, said),
        // The last is what STS calls the second.
        ("ExpiredTokenException" or "ExpiredToken" or "UnrecognizedClientException" or "InvalidClientTokenId", _) =>
            AuditFailure.CredentialsRefused(said),
        (_, HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            or ("AccessDeniedException" or "InvalidSignatureException" or "SignatureDoesNotMatch" or "MissingAuthenticationTokenException"
                or "IncompleteSignature" or "RequestExpired" or "UnauthorizedException", _) => AuditFailure.AccessDenied(said),
        // Anything else is no answer of this API: another server's 404, say, must not pass for a missing audit.
        _ => AuditFailure.InvalidResponse(said),
    };
}
