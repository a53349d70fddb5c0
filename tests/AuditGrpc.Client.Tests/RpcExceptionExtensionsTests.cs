using AuditGrpc.V1;
using Grpc.Core;
using static AuditGrpc.Client.Tests.Script;

namespace AuditGrpc.Client.Tests;

public sealed class RpcExceptionExtensionsTests
{
    private const string NotFound = "ERROR_REASON_AUDIT_TASK_NOT_FOUND";

    [Theory]
    [InlineData(NotFound, "auditgrpc", ErrorReason.AuditTaskNotFound)]
    [InlineData("ERROR_REASON_WATCH_EXPIRED", "auditgrpc", ErrorReason.WatchExpired)]
    [InlineData("ERROR_REASON_OF_TOMORROW", "auditgrpc", ErrorReason.Unspecified)]
    [InlineData(NotFound, "example.com", ErrorReason.Unspecified)]
    [InlineData(null, "auditgrpc", ErrorReason.Unspecified)]
    public void AuditErrorReason_ByWhatTheErrorSays(string? reason, string domain, ErrorReason expected) =>
        Assert.Equal(expected, Error(StatusCode.NotFound, reason, domain: domain).AuditErrorReason());

    [Fact]
    public void AuditErrorReason_UnknownReason_IsUnspecified() =>
        Assert.Equal(ErrorReason.Unspecified, Error(StatusCode.NotFound, "ERROR_REASON_OF_TOMORROW").AuditErrorReason());

    [Fact]
    public void AuditErrorMetadata_OfAReason_IsThere()
    {
        Assert.Equal("a1", Error(StatusCode.NotFound, NotFound).AuditErrorMetadata()["task_id"]);
        Assert.Empty(Error(StatusCode.NotFound).AuditErrorMetadata());
    }

    [Fact]
    public void RetryDelay_OnlyIfTheErrorSays()
    {
        Assert.Equal(TimeSpan.FromSeconds(1.5), Error(StatusCode.Unavailable, retry: TimeSpan.FromSeconds(1.5)).RetryDelay());
        Assert.Equal(TimeSpan.Zero, Error(StatusCode.Unavailable, retry: TimeSpan.Zero).RetryDelay());
        Assert.Null(Error(StatusCode.Unavailable, retry: TimeSpan.FromSeconds(-1)).RetryDelay());
        Assert.Null(Error(StatusCode.Unavailable).RetryDelay());
    }

    [Fact]
    public void FieldViolations_OfABadRequest_AreListed()
    {
        Assert.Equal([new FieldViolation("task_id", "is bad")], Error(StatusCode.InvalidArgument, field: "task_id").FieldViolations());
        Assert.Empty(Error(StatusCode.InvalidArgument).FieldViolations());
    }

    [Fact]
    public void Extensions_NoDetailsOrBrokenOnes_SayNothing()
    {
        RpcException[] exceptions =
        [
            new(new Status(StatusCode.Unavailable, "")),
            new(new Status(StatusCode.Unavailable, ""), new Metadata { { "grpc-status-details-bin", new byte[] { 255, 1, 2 } } }),
        ];

        Assert.All(exceptions, exception =>
        {
            Assert.Equal(ErrorReason.Unspecified, exception.AuditErrorReason());
            Assert.Empty(exception.AuditErrorMetadata());
            Assert.Null(exception.RetryDelay());
            Assert.Empty(exception.FieldViolations());
        });
    }

    [Theory]
    [InlineData(AuditTaskStatus.Unspecified, false)]
    [InlineData(AuditTaskStatus.InProgress, false)]
    [InlineData(AuditTaskStatus.Completed, true)]
    [InlineData(AuditTaskStatus.Failed, true)]
    [InlineData(AuditTaskStatus.Canceled, true)]
    [InlineData((AuditTaskStatus)99, false)]
    public void IsTerminal_ByStatus(AuditTaskStatus status, bool expected) =>
        Assert.Equal(expected, new AuditTask { TaskStatus = status }.IsTerminal());
}
