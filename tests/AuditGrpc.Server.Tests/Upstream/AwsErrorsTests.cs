using System.Net;
using Amazon.IoT;
using Amazon.IoT.Model;
using Amazon.Runtime;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Tests.Upstream;

public sealed class AwsErrorsTests
{
    private const string Secret = "arn:aws:iam::123456789012:role/secret";

    public static TheoryData<Exception, ErrorReason> Rows => new()
    {
        { new ResourceNotFoundException(Secret), ErrorReason.AuditTaskNotFound },
        { new InvalidRequestException(Secret), ErrorReason.InvalidRequest },
        { new ThrottlingException(Secret, null, ErrorType.Unknown, "ThrottlingException", "r", HttpStatusCode.BadRequest), ErrorReason.UpstreamThrottled },
        { Said("TooManyRequestsException", 429), ErrorReason.UpstreamThrottled },
        { Said(null, 429), ErrorReason.UpstreamThrottled },
        { new InternalFailureException(Secret, null, ErrorType.Unknown, "InternalFailureException", "r", HttpStatusCode.InternalServerError), ErrorReason.UpstreamUnavailable },
        { Said("ServiceUnavailableException", 503), ErrorReason.UpstreamUnavailable },
        { Said(null, 502), ErrorReason.UpstreamUnavailable },
        { Said("AccessDeniedException", 403), ErrorReason.UpstreamAccessDenied },
        { Said("UnrecognizedClientException", 403), ErrorReason.UpstreamAccessDenied },
        { Said("InvalidSignatureException", 403), ErrorReason.UpstreamAccessDenied },
        { Said("ExpiredTokenException", 400), ErrorReason.UpstreamAccessDenied },
        { Said(null, 403), ErrorReason.UpstreamAccessDenied },
        { new AmazonClientException(Secret), ErrorReason.UpstreamAccessDenied },
        { new AmazonUnmarshallingException("r", "body", new FormatException(Secret), HttpStatusCode.OK), ErrorReason.UpstreamInvalidResponse },
        { Said(null, 404), ErrorReason.UpstreamInvalidResponse },
        { Said("SomethingNew", 400), ErrorReason.UpstreamInvalidResponse },
        { new HttpRequestException(Secret), ErrorReason.UpstreamUnavailable },
        { new HttpIOException(HttpRequestError.ResponseEnded), ErrorReason.UpstreamUnavailable },
        { new TimeoutException(Secret), ErrorReason.UpstreamUnavailable },
        { new TaskCanceledException(Secret), ErrorReason.UpstreamUnavailable },
        { new FormatException(Secret), ErrorReason.UpstreamInvalidResponse },
    };

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void ToFailure_WhatAwsSays_HasItsReasonAndNoneOfItsText(Exception exception, ErrorReason reason)
    {
        var failure = AwsErrors.ToFailure(exception, "DescribeAuditTask", "a1");

        Assert.Equal(reason, failure.Reason);
        Assert.DoesNotContain(Secret, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(failure.Metadata, entry => entry.Value.Contains(Secret, StringComparison.Ordinal));
        Assert.Equal(reason is ErrorReason.UpstreamThrottled or ErrorReason.UpstreamUnavailable, failure.RetryAfter is not null);
    }

    public static TheoryData<string, Exception, ErrorReason> RowsOfOneOperation => new()
    {
        { AwsOperations.CancelAuditTask, new InvalidRequestException(Secret), ErrorReason.AuditTaskNotInProgress },
        { AwsOperations.CancelAuditTask, new ResourceNotFoundException(Secret), ErrorReason.AuditTaskNotFound },
        { AwsOperations.StartOnDemandAuditTask, new LimitExceededException(Secret), ErrorReason.TooManyAudits },
        { AwsOperations.DescribeAuditFinding, new ResourceNotFoundException(Secret), ErrorReason.AuditFindingNotFound },
        { AwsOperations.ListRelatedResourcesForAuditFinding, new ResourceNotFoundException(Secret), ErrorReason.AuditFindingNotFound },
        { AwsOperations.DescribeAuditFinding, new InvalidRequestException(Secret), ErrorReason.InvalidRequest },
        { AwsOperations.DescribeAuditTask, new LimitExceededException(Secret), ErrorReason.UpstreamInvalidResponse },
    };

    [Theory]
    [MemberData(nameof(RowsOfOneOperation), DisableDiscoveryEnumeration = true)]
    public void ToFailure_WhatAwsSaysToOneOperation_HasItsReason(string operation, Exception exception, ErrorReason reason)
    {
        var failure = AwsErrors.ToFailure(exception, operation, "a1");

        Assert.Equal(reason, failure.Reason);
        Assert.DoesNotContain(Secret, failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.RetryAfter);
    }

    [Fact]
    public void ToFailure_NotFoundWithoutAnAuditToFind_IsNoAnswer() =>
        Assert.Equal(
            ErrorReason.UpstreamInvalidResponse,
            AwsErrors.ToFailure(new ResourceNotFoundException(Secret), AwsOperations.ListAuditTasks, id: null).Reason);

    public static TheoryData<Exception, bool> Outcomes => new()
    {
        { new HttpRequestException(HttpRequestError.ConnectionError), false },
        { new HttpRequestException(HttpRequestError.NameResolutionError), false },
        { new HttpRequestException(HttpRequestError.SecureConnectionError), false },
        { new HttpRequestException(HttpRequestError.ResponseEnded), true },
        { new HttpRequestException(Secret), true },
        { new HttpIOException(HttpRequestError.ResponseEnded), true },
        { new TimeoutException(Secret), true },
        { new TaskCanceledException(Secret), true },
        { Said("InternalFailureException", 500), true },
        { Said("ServiceUnavailableException", 503), true },
        { new AmazonUnmarshallingException("r", "body", new FormatException(Secret), HttpStatusCode.OK), true },
        { Said("ThrottlingException", 400), false },
        { Said("AccessDeniedException", 403), false },
        { new AmazonClientException(Secret), false },
    };

    [Theory]
    [MemberData(nameof(Outcomes), DisableDiscoveryEnumeration = true)]
    public void ToFailure_WhetherAwsMayHaveActed_IsKnown(Exception exception, bool mayHaveActed)
    {
        var failure = AwsErrors.ToFailure(exception, AwsOperations.StartOnDemandAuditTask, id: null);

        Assert.Equal(mayHaveActed, failure.MayHaveActed);
    }

    private static AmazonIoTException Said(string? code, int status) =>
        new(Secret, null, ErrorType.Unknown, code, "r", (HttpStatusCode)status);
}
