using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests;

/// <summary>The contract's error table, a row a test, provoked over real HTTP.</summary>
public sealed class ErrorTableTests
{
    private const string Describe = "DescribeAuditTask";
    private const string List = "ListAuditTasks";
    private const string Start = "StartOnDemandAuditTask";
    private const string Cancel = "CancelAuditTask";
    private const string Finding = "DescribeAuditFinding";
    private const string FindingList = "ListAuditFindings";
    private const string RelatedList = "ListRelatedResourcesForAuditFinding";
    private const string Configuration = "DescribeAccountAuditConfiguration";

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
        { "403 RequestTimeTooSkewed", StatusCode.Internal, ErrorReason.UpstreamAccessDenied, 1 },
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
        await using var server = await RunningServer.StartAsync(PatienceFor(fault));
        server.Aws.Faults.Inject(FaultOf(fault));

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(SimulatedAudits.Documented));

        var details = new ErrorDetails(exception);
        Assert.Equal((code, reason), (exception.StatusCode, details.Reason));
        Assert.Equal(code is StatusCode.ResourceExhausted or StatusCode.Unavailable, details.Retry is not null);
        Assert.Equal(calls, server.Aws.Calls.Of(Describe));
        AssertNothingLeaks(exception);
    }

    public static TheoryData<string, string, StatusCode, ErrorReason, int> OtherRows => new()
    {
        // operation, fault, code, reason, calls of it made to AWS
        { List, "400 InvalidRequestException", StatusCode.InvalidArgument, ErrorReason.InvalidRequest, 1 },
        { List, "400 ThrottlingException", StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled, 1 },
        { List, "500 InternalFailureException", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { List, "Drop", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { List, "Hang", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { List, "403 AccessDeniedException", StatusCode.Internal, ErrorReason.UpstreamAccessDenied, 1 },
        { List, "404 ResourceNotFoundException", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { List, "410 LimitExceededException", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { List, "Truncated", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { List, "Body {}", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { List, """Body {"tasks":[{}]}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        // The SDK would read these without end, and take all memory.
        { List, """Body {"tasks":"no"}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { List, """Body {"tasks":7,"nextToken":"more"}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { List, """Body {"TASKS":{}}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { List, """Body {"tasks":["no"]}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { List, """Body {"tasks":[null]}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { Start, "400 InvalidRequestException", StatusCode.InvalidArgument, ErrorReason.InvalidRequest, 1 },
        { Start, "410 LimitExceededException", StatusCode.ResourceExhausted, ErrorReason.TooManyAudits, 1 },
        { Start, "400 ThrottlingException", StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled, 1 },
        { Start, "500 InternalFailureException", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 1 },
        { Start, "Drop", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 1 },
        { Start, "Hang", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 1 },
        { Start, "403 AccessDeniedException", StatusCode.Internal, ErrorReason.UpstreamAccessDenied, 1 },
        { Start, "404 ResourceNotFoundException", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { Start, "Html", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { Start, "Empty", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { Start, "Body {}", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { Cancel, "400 InvalidRequestException", StatusCode.FailedPrecondition, ErrorReason.AuditTaskNotInProgress, 1 },
        { Cancel, "404 ResourceNotFoundException", StatusCode.NotFound, ErrorReason.AuditTaskNotFound, 1 },
        { Cancel, "400 ThrottlingException", StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled, 1 },
        { Cancel, "500 InternalFailureException", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { Cancel, "Drop", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { Cancel, "Hang", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { Cancel, "403 AccessDeniedException", StatusCode.Internal, ErrorReason.UpstreamAccessDenied, 1 },
        { Cancel, "404", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { Finding, "400 InvalidRequestException", StatusCode.InvalidArgument, ErrorReason.InvalidRequest, 1 },
        { Finding, "404 ResourceNotFoundException", StatusCode.NotFound, ErrorReason.AuditFindingNotFound, 1 },
        { Finding, "400 ThrottlingException", StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled, 1 },
        { Finding, "500 InternalFailureException", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { Finding, "403 AccessDeniedException", StatusCode.Internal, ErrorReason.UpstreamAccessDenied, 1 },
        { Finding, "404", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { Finding, """Body {"finding":7}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { Finding, "Body {}", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { FindingList, "400 InvalidRequestException", StatusCode.InvalidArgument, ErrorReason.InvalidRequest, 1 },
        { FindingList, "400 ThrottlingException", StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled, 1 },
        { FindingList, "Drop", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { FindingList, "Hang", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { FindingList, "404 ResourceNotFoundException", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { FindingList, "Body {}", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { FindingList, """Body {"findings":[{}]}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { FindingList, """Body {"findings":[null]}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { FindingList, "Truncated", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { FindingList, """Body {"findings":7}""", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { RelatedList, "404 ResourceNotFoundException", StatusCode.NotFound, ErrorReason.AuditFindingNotFound, 1 },
        { RelatedList, "400 ThrottlingException", StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled, 1 },
        { RelatedList, "503 ServiceUnavailableException", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { RelatedList, "Body {}", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { Configuration, "400 ThrottlingException", StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled, 1 },
        { Configuration, "500 InternalFailureException", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, 3 },
        { Configuration, "403 AccessDeniedException", StatusCode.Internal, ErrorReason.UpstreamAccessDenied, 1 },
        { Configuration, "404 ResourceNotFoundException", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
        { Configuration, "Html", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse, 1 },
    };

    [Theory]
    [MemberData(nameof(OtherRows))]
    public async Task OtherOperation_WhatHappensUpstream_ArrivesAsTheTableSays(
        string operation, string fault, StatusCode code, ErrorReason reason, int calls)
    {
        await using var server = await RunningServer.StartAsync(PatienceFor(fault));
        server.Aws.Faults.Inject(FaultOf(fault) with { Operation = operation });

        var exception = await Assert.ThrowsAsync<RpcException>(() => CallAsync(server, operation));

        var details = new ErrorDetails(exception);
        Assert.Equal((code, reason), (exception.StatusCode, details.Reason));
        Assert.Equal(reason is ErrorReason.UpstreamThrottled or ErrorReason.UpstreamUnavailable, details.Retry is not null);
        Assert.Equal(calls, server.Aws.Calls.Of(operation));
        AssertNothingLeaks(exception);
    }

    [Theory]
    [InlineData(List)]
    [InlineData(Start)]
    [InlineData(Cancel)]
    [InlineData(Finding)]
    [InlineData(FindingList)]
    [InlineData(RelatedList)]
    [InlineData(Configuration)]
    public async Task OtherOperation_AwsCannotBeReached_IsUnavailable(string operation)
    {
        await using var server = await RunningServer.StartAsync();
        await server.Aws.DisposeAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => CallAsync(server, operation));

        Assert.Equal((StatusCode.Unavailable, ErrorReason.UpstreamUnavailable), (exception.StatusCode, new ErrorDetails(exception).Reason));
    }

    [Theory]
    [InlineData(List, "ListPerSecond")]
    [InlineData(Cancel, "CancelPerSecond")]
    [InlineData(Finding, "FindingPerSecond")]
    [InlineData(FindingList, "FindingListPerSecond")]
    [InlineData(RelatedList, "RelatedListPerSecond")]
    [InlineData(Configuration, "ConfigurationPerSecond")]
    public async Task OtherOperation_MoreThanTheBudget_IsResourceExhaustedBeforeAws(string operation, string setting)
    {
        await using var server = await RunningServer.StartAsync($"Sources:default:{setting}=1");

        var calls = Enumerable.Range(0, 20).Select(_ => CallAsync(server, operation)).ToList();
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);

        var throttled = calls.Select(call => call.Exception?.InnerException).OfType<RpcException>()
            .Where(failure => failure.StatusCode == StatusCode.ResourceExhausted).ToList();
        Assert.NotEmpty(throttled);
        Assert.Equal(20 - throttled.Count, server.Aws.Calls.Of(operation));
        Assert.All(throttled, failure => Assert.Equal(operation, new ErrorDetails(failure).Info.Metadata["operation"]));
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

    private static Task CallAsync(RunningServer server, string operation) => operation switch
    {
        List => server.Client.ListAuditTasksAsync(new ListAuditTasksRequest()).ResponseAsync,
        Start => server.Client.StartOnDemandAuditTaskAsync(
            new StartOnDemandAuditTaskRequest { TargetCheckNames = { "LOGGING_DISABLED_CHECK" } }).ResponseAsync,
        Cancel => server.Client.CancelAuditTaskAsync(new CancelAuditTaskRequest { TaskId = SimulatedAudits.Running }).ResponseAsync,
        Finding => server.Findings.DescribeAuditFindingAsync(new DescribeAuditFindingRequest { FindingId = "f1" }).ResponseAsync,
        FindingList => server.Findings.ListAuditFindingsAsync(new ListAuditFindingsRequest()).ResponseAsync,
        RelatedList => server.Findings.ListRelatedResourcesForAuditFindingAsync(
            new ListRelatedResourcesForAuditFindingRequest { FindingId = "f1" }).ResponseAsync,
        Configuration => server.Checks.ListAuditChecksAsync(new ListAuditChecksRequest()).ResponseAsync,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "is not called here"),
    };

    // Only the test that waits for silence waits briefly: elsewhere a slow machine must not pass for a silent AWS.
    private static string PatienceFor(string fault) => $"Upstream:AttemptTimeout={(fault == "Hang" ? "00:00:00.3" : "00:00:30")}";

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
