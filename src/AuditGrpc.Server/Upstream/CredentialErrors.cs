using Amazon.Runtime;
using AuditGrpc.Server.Errors;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Upstream;

/// <summary>From what went wrong while credentials were sought to what a caller is told.</summary>
internal static class CredentialErrors
{
    public static AuditFailure ToFailure(Exception exception)
    {
        // The SDK wraps what went wrong in its chain. On its own, it means that there is nothing in the chain.
        if (exception is AmazonClientException { InnerException: { } cause })
        {
            return ToFailure(cause);
        }

        var failure = AwsErrors.ToFailure(exception, AwsOperations.AssumeRole, id: null);
        return failure.Reason switch
        {
            // However far the request for credentials got, the one that they are for has not left.
            ErrorReason.UpstreamUnavailable when failure.RetryAfter is { } retryAfter => AuditFailure.Unreachable(retryAfter, exception),
            ErrorReason.UpstreamThrottled => failure,
            _ => failure.NeedsNewCredentials ? failure : AuditFailure.AccessDenied(exception),
        };
    }
}
