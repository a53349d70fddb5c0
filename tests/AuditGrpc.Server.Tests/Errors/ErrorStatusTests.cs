using AuditGrpc.Server.Errors;
using Grpc.Core;
using Status = AuditGrpc.Server.Errors.Status;

namespace AuditGrpc.Server.Tests.Errors;

public sealed class ErrorStatusTests
{
    private static readonly Exception Cause = new InvalidOperationException("arn:aws:iam::123456789012:role/secret");

    [Fact]
    public void Of_InvalidField_NamesTheFieldAndTheRule()
    {
        var (code, status) = Read(AuditFailure.InvalidField("task_id", "must be short"));

        Assert.Equal(StatusCode.InvalidArgument, code);
        Assert.Equal("task_id must be short", status.Message);
        Assert.Equal("ERROR_REASON_INVALID_REQUEST", InfoOf(status).Reason);
        var violation = Assert.Single(status.Details[1].Unpack<BadRequest>().FieldViolations);
        Assert.Equal(("task_id", "must be short"), (violation.Field, violation.Description));
    }

    [Fact]
    public void Of_NotFound_NamesTheAudit()
    {
        var (code, status) = Read(AuditFailure.AuditTaskNotFound("a1", Cause));

        Assert.Equal(StatusCode.NotFound, code);
        Assert.Equal("ERROR_REASON_AUDIT_TASK_NOT_FOUND", InfoOf(status).Reason);
        Assert.Equal("auditgrpc", InfoOf(status).Domain);
        Assert.Equal("a1", InfoOf(status).Metadata["task_id"]);
        Assert.Single(status.Details);
    }

    [Fact]
    public void Of_FindingNotFound_NamesTheFinding()
    {
        var (code, status) = Read(AuditFailure.AuditFindingNotFound("f1", Cause));

        Assert.Equal(StatusCode.NotFound, code);
        Assert.Equal("ERROR_REASON_AUDIT_FINDING_NOT_FOUND", InfoOf(status).Reason);
        Assert.Equal("f1", InfoOf(status).Metadata["finding_id"]);
    }

    [Fact]
    public void Of_Throttled_NamesTheOperationAndSaysWhenToRetry()
    {
        var (code, status) = Read(AuditFailure.Throttled("DescribeAuditTask", TimeSpan.FromSeconds(2)));

        Assert.Equal(StatusCode.ResourceExhausted, code);
        Assert.Equal("DescribeAuditTask", InfoOf(status).Metadata["operation"]);
        Assert.Equal(2, status.Details[1].Unpack<RetryInfo>().RetryDelay.Seconds);
    }

    [Fact]
    public void Of_Unavailable_SaysWhenToRetry()
    {
        var (code, status) = Read(AuditFailure.Unavailable(TimeSpan.FromSeconds(1), Cause));

        Assert.Equal(StatusCode.Unavailable, code);
        Assert.Equal(1, status.Details[1].Unpack<RetryInfo>().RetryDelay.Seconds);
    }

    [Fact]
    public void Of_AccessDeniedToThisServer_IsInternal()
    {
        var (code, status) = Read(AuditFailure.AccessDenied(Cause));

        Assert.Equal(StatusCode.Internal, code);
        Assert.Equal("ERROR_REASON_UPSTREAM_ACCESS_DENIED", InfoOf(status).Reason);
        Assert.DoesNotContain("arn:", status.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_UnknownSource_NamesIt()
    {
        var (code, status) = Read(AuditFailure.UnknownSource("staging"));

        Assert.Equal(StatusCode.InvalidArgument, code);
        Assert.Equal("ERROR_REASON_UNKNOWN_SOURCE", InfoOf(status).Reason);
        Assert.Equal("staging", InfoOf(status).Metadata["source"]);
        Assert.Contains("staging", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TooManyAudits_SaysNothingOfRetries()
    {
        var (code, status) = Read(AuditFailure.TooManyAudits(Cause));

        Assert.Equal(StatusCode.ResourceExhausted, code);
        Assert.Equal("ERROR_REASON_TOO_MANY_AUDITS", InfoOf(status).Reason);
        Assert.Single(status.Details);
    }

    [Fact]
    public void Of_NotInProgress_NamesTheAudit()
    {
        var (code, status) = Read(AuditFailure.NotInProgress("a1", Cause));

        Assert.Equal(StatusCode.FailedPrecondition, code);
        Assert.Equal("ERROR_REASON_AUDIT_TASK_NOT_IN_PROGRESS", InfoOf(status).Reason);
        Assert.Equal("a1", InfoOf(status).Metadata["task_id"]);
    }

    private static (StatusCode Code, Status Status) Read(AuditFailure failure)
    {
        var exception = ErrorStatus.Of(failure);
        var status = Status.Parser.ParseFrom(exception.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal((int)exception.StatusCode, status.Code);
        Assert.Equal(exception.Status.Detail, status.Message);
        return (exception.StatusCode, status);
    }

    private static ErrorInfo InfoOf(Status status) => status.Details[0].Unpack<ErrorInfo>();
}
