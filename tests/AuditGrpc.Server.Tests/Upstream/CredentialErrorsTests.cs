using System.Net;
using Amazon.Runtime;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Tests.Upstream;

public sealed class CredentialErrorsTests
{
    private const string Secret = "arn:aws:iam::123456789012:role/secret";

    public static TheoryData<Exception, ErrorReason> Rows => new()
    {
        { Said("AccessDenied", 403), ErrorReason.UpstreamAccessDenied },
        { Said("ValidationError", 400), ErrorReason.UpstreamAccessDenied },
        { Said("Throttling", 400), ErrorReason.UpstreamThrottled },
        { Said("ServiceUnavailable", 503), ErrorReason.UpstreamUnavailable },
        { new HttpRequestException(HttpRequestError.NameResolutionError), ErrorReason.UpstreamUnavailable },
        { new TimeoutException(Secret), ErrorReason.UpstreamUnavailable },
        // The instance's metadata service has no credentials, or there is no such service.
        { new AmazonServiceException(Secret), ErrorReason.UpstreamAccessDenied },
        { new AmazonClientException(Secret), ErrorReason.UpstreamAccessDenied },
        { new AmazonClientException(Secret, new HttpRequestException(HttpRequestError.ConnectionError)), ErrorReason.UpstreamUnavailable },
        { new AmazonClientException(Secret, Said("AccessDenied", 403)), ErrorReason.UpstreamAccessDenied },
        { new ArgumentException(Secret), ErrorReason.UpstreamAccessDenied },
    };

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void ToFailure_WhatWentWrong_HasItsReasonAndNoneOfItsText(Exception exception, ErrorReason reason)
    {
        var failure = CredentialErrors.ToFailure(exception);

        Assert.Equal(reason, failure.Reason);
        Assert.Equal(reason == ErrorReason.UpstreamUnavailable, failure.IsUnsent);
        Assert.False(failure.NeedsNewCredentials);
        Assert.DoesNotContain(Secret, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ExpiredToken")]
    [InlineData("InvalidClientTokenId")]
    public void ToFailure_StsRefusesTheCaller_NeedsNewCredentials(string code) =>
        Assert.True(CredentialErrors.ToFailure(Said(code, 403)).NeedsNewCredentials);

    private static AmazonServiceException Said(string code, int status) =>
        new(Secret, null, ErrorType.Sender, code, "r", (HttpStatusCode)status);
}
