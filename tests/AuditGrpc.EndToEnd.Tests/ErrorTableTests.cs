using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests;

/// <summary>The contract's error table, a row a test, provoked over real HTTP.</summary>
public sealed class ErrorTableTests
{
    private const string Describe = "DescribeAuditTask";

    // What AWS's messages can hold, and no caller may see.
    private const string UpstreamText = "User: arn:aws:iam::123456789012:user/secret is not allowed";

    public static TheoryData<string, StatusCode, ErrorReason, int> Rows => new()
    {
        // fault, code, reason, calls made to AWS
        { "400 InvalidRequestException", StatusCode.InvalidArgument, ErrorReason.InvalidRequest, 1 },
        { "404 ResourceNotFoundException", StatusCode.NotFound, ErrorReason.AuditTaskNotFound, 1 },
        { "400 ThrottlingException", StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled, 1 },
        { "429 ThrottlingException", StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled, 1 },
        { "429", StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled, 1 },
        { "500 InternalFailureException", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { "503 ServiceUnavailableException", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { "502", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { "Drop", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { "Hang", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { "403 AccessDeniedException", StatusCode.Internal, ErrorReason.UpstreamAccessDenied, 1 },
        { "403 UnrecognizedClientException", StatusCode.Internal, ErrorReason.UpstreamAccessDenied, 1 },
        { "403 InvalidSignatureException", StatusCode.Internal, ErrorReason.UpstreamAccessDenied, 1 },
        { "403 ExpiredTokenException", StatusCode.Internal, ErrorReason.UpstreamAccessDenied, 1 },
        { "400 UnrecognizedClientException", StatusCode.Internal, ErrorReason.UpstreamAccessDenied, 1 },
        { "404", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { "410 LimitExceededException", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { "Truncated", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { "Html", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { "Empty", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { "Body {}", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { "Body []", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { """Body {"taskStatus":7,"taskStartTime":"no"}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { """Body {"taskStatus":null}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Describe_WhatHappensUpstream_ArrivesAsTheTableSays(string fault, StatusCode code, ErrorReason reason, int calls)
    {
        await using var server = await RunningServer.StartAsync("Upstream:AttemptTimeout=00:00:00.3");
        server.Aws.Faults.Inject(FaultOf(fault));

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(SimulatedAudits.Documented));

        var details = new ErrorDetails(exception);
        Assert.Equal((code, reason), (exception.StatusCode, details.Reason));
        Assert.Equal(code is StatusCode.ResourceExhausted or StatusCode.Unavailable, details.Retry is not null);
        Assert.Equal(calls, server.Aws.Calls.Of(Describe));
        AssertNothingLeaks(exception);
    }

    [Fact]
    public async Task Describe_AwsCannotBeReached_IsUnavailable()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Aws.DisposeAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(SimulatedAudits.Documented));

        Assert.Equal((StatusCode.Unavailable, ErrorReason.UpstreamUnavailable), (exception.StatusCode, new ErrorDetails(exception).Reason));
    }

    [Fact]
    public async Task Describe_AwsFailsTwice_SucceedsAtTheThirdAttempt()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Error, Status = 500, Code = "InternalFailureException", Calls = 2 });

        Assert.Equal(SimulatedAudits.Documented, (await server.DescribeAsync(SimulatedAudits.Documented)).TaskId);
        Assert.Equal(3, server.Aws.Calls.Of(Describe));
    }

    [Fact]
    public async Task Describe_MoreThanTheBudget_IsResourceExhaustedBeforeAws()
    {
        await using var server = await RunningServer.StartAsync("Sources:default:DescribePerSecond=1");

        var calls = Enumerable.Range(0, 20).Select(i => server.DescribeAsync($"audit-{i}").ContinueWith(call => call.Exception!.InnerException));
        var failures = (await Task.WhenAll(calls)).OfType<RpcException>().ToList();

        var throttled = failures.Where(failure => failure.StatusCode == StatusCode.ResourceExhausted).ToList();
        Assert.NotEmpty(throttled);
        Assert.Equal(20 - throttled.Count, server.Aws.Calls.Of(Describe));
        var details = new ErrorDetails(throttled[0]);
        Assert.Equal(ErrorReason.UpstreamThrottled, details.Reason);
        Assert.Equal(Describe, details.Info.Metadata["operation"]);
        Assert.NotNull(details.Retry);
    }

    [Fact]
    public async Task Describe_NoSuchAudit_IsNotFoundByItsId()
    {
        await using var server = await RunningServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync("00000000000000000000000000000000"));

        Assert.Equal(StatusCode.NotFound, exception.StatusCode);
        Assert.Equal("00000000000000000000000000000000", new ErrorDetails(exception).Info.Metadata["task_id"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bad_id")]
    [InlineData("0123456789012345678901234567890123456789x")]
    [InlineData("tab\t and \r\n and é and 漢")]
    public async Task Describe_BadTaskId_NamesTheFieldAndAsksAwsNothing(string taskId)
    {
        await using var server = await RunningServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(taskId));

        var details = new ErrorDetails(exception);
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.InvalidRequest), (exception.StatusCode, details.Reason));
        var violation = Assert.Single(details.BadRequest!.FieldViolations);
        Assert.Equal(("task_id", "must be 1 to 40 letters, digits, or hyphens"), (violation.Field, violation.Description));
        Assert.Equal(0, server.Aws.Calls.Total);
    }

    [Theory]
    [InlineData("staging")]
    [InlineData("\r\n漢")]
    public async Task Describe_UnknownSource_NamesIt(string source)
    {
        await using var server = await RunningServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Client.DescribeAuditTaskAsync(
            new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented, Source = source }).ResponseAsync);

        var details = new ErrorDetails(exception);
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.UnknownSource), (exception.StatusCode, details.Reason));
        Assert.Equal(source, details.Info.Metadata["source"]);
        Assert.Equal("source", Assert.Single(details.BadRequest!.FieldViolations).Field);
    }

    private static Fault FaultOf(string text)
    {
        var parts = text.Split(' ', 2);
        return int.TryParse(parts[0], out var status)
            ? new Fault { Kind = FaultKind.Error, Status = status, Code = parts.ElementAtOrDefault(1), Message = UpstreamText }
            : new Fault { Kind = Enum.Parse<FaultKind>(parts[0]), Body = parts.ElementAtOrDefault(1) };
    }

    private static void AssertNothingLeaks(RpcException exception)
    {
        var said = exception.Status.Detail + exception.Trailers.Aggregate("", (all, entry) =>
            all + entry.Key + (entry.IsBinary ? System.Text.Encoding.UTF8.GetString(entry.ValueBytes) : entry.Value));
        foreach (var secret in new[] { "arn:", "123456789012", "secret", "html", "Exception", "Amazon", "http" })
        {
            Assert.DoesNotContain(secret, said.Replace("type.googleapis.com", ""), StringComparison.OrdinalIgnoreCase);
        }
    }
}
