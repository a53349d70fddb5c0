using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests;

public sealed class FindingTests
{
    private const string List = "ListAuditFindings";
    private const string Shared = "DEVICE_CERTIFICATE_SHARED_CHECK";

    [Fact]
    public async Task List_AnAudit_HasAsManyFindingsAsItsChecksCounted()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        var audit = await server.DescribeAsync(SimulatedAudits.NonCompliant);

        var reply = await ListAsync(server, new() { TaskId = SimulatedAudits.NonCompliant });

        Assert.All(audit.AuditDetails, check => Assert.Equal(
            check.Value.NonCompliantResourcesCount, reply.Findings.Count(finding => finding.CheckName == check.Key)));
        Assert.Equal(13, reply.Findings.Count);
        Assert.All(reply.Findings, finding => Assert.Equal(audit.TaskStartTime, finding.TaskStartTime));
        Assert.Equal(("", 1), (reply.NextPageToken, server.Aws.Calls.Of(List)));
    }

    [Fact]
    public async Task List_Filters_AreAskedOfAws()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        var all = (await ListAsync(server, new() { TaskId = SimulatedAudits.NonCompliant })).Findings;
        var one = all[3];

        var ofCheck = await ListAsync(server, new() { TaskId = SimulatedAudits.NonCompliant, CheckName = one.CheckName });
        var ofResource = await ListAsync(server, new()
        {
            TaskId = SimulatedAudits.NonCompliant,
            CheckName = one.CheckName,
            ResourceIdentifier = one.NonCompliantResource.ResourceIdentifier,
        });

        Assert.Equal(all.Where(finding => finding.CheckName == one.CheckName), ofCheck.Findings);
        Assert.Equal([one], ofResource.Findings);
    }

    [Theory]
    [InlineData(null, 7)]
    [InlineData(true, 7)]
    [InlineData(false, 0)]
    public async Task List_SuppressedOrNot_IsBothUnlessItIsSaid(bool? suppressed, int count)
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        var request = new ListAuditFindingsRequest { TaskId = SimulatedAudits.Suppressed };
        if (suppressed is { } said)
        {
            request.ListSuppressedFindings = said;
        }

        Assert.Equal(count, (await ListAsync(server, request)).Findings.Count);
    }

    [Fact]
    public async Task List_APeriod_HasWhatWasFoundInIt()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, new SimulatorOptions { SeedAudits = false });
        var now = time.GetUtcNow();
        Put(server, "old", now.AddDays(-89));
        Put(server, "yesterday", now.AddDays(-1));
        Put(server, "now", now);

        async Task<IEnumerable<string>> InAsync(DateTimeOffset? start, DateTimeOffset? end) =>
            (await ListAsync(server, new() { StartTime = start?.ToTimestamp(), EndTime = end?.ToTimestamp() }))
            .Findings.Select(finding => finding.FindingId);

        Assert.Equal(["now", "old", "yesterday"], await InAsync(null, null));
        Assert.Equal(["now", "yesterday"], await InAsync(now.AddDays(-2), null));
        Assert.Equal(["old"], await InAsync(null, now.AddDays(-2)));
        Assert.Equal(["yesterday"], await InAsync(now.AddDays(-2), now.AddHours(-1)));
        Assert.Equal(["now", "old", "yesterday"], await InAsync(DateTimeOffset.UnixEpoch, now.AddYears(1)));
    }

    [Fact]
    public async Task List_PeriodBeforeRetention_IsEmptyAndAsksAwsNothing()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);

        var reply = await ListAsync(server, new() { EndTime = time.GetUtcNow().AddDays(-91).ToTimestamp() });

        Assert.Equal((new ListAuditFindingsResponse(), 0), (reply, server.Aws.Calls.Total));
    }

    [Theory]
    [InlineData(0, 3, false)]
    [InlineData(1, 60, true)]
    [InlineData(7, 9, false)]
    [InlineData(250, 1, true)]
    public async Task List_PageByPage_HasEachFindingOnce(int pageSize, int pages, bool byPeriod)
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, new SimulatorOptions { SeedAudits = false, RateLimits = false });
        for (var i = 0; i < 60; i++)
        {
            Put(server, $"{i:D2}", time.GetUtcNow());
        }

        var request = new ListAuditFindingsRequest { TaskId = byPeriod ? "" : "put", PageSize = pageSize };
        var listed = new List<string>();
        do
        {
            var page = await ListAsync(server, request);
            listed.AddRange(page.Findings.Select(finding => finding.FindingId));
            request.PageToken = page.NextPageToken;
            // A period that ends now must not move while its pages are read: AWS would refuse the token.
            time.Advance(TimeSpan.FromSeconds(2));
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"{i:D2}"), listed);
        Assert.Equal(pages, server.Aws.Calls.Of(List));
    }

    public static TheoryData<string, ListAuditFindingsRequest> OtherQueries => new()
    {
        { "task_id", new() { TaskId = SimulatedAudits.Suppressed } },
        { "check_name", new() { CheckName = "LOGGING_DISABLED_CHECK" } },
        { "resource_identifier", new() { ResourceIdentifier = new() { ClientId = "device" } } },
        { "list_suppressed_findings", new() { ListSuppressedFindings = false } },
        { "page_size", new() { PageSize = 2 } },
        { "source", new() { Source = "other" } },
    };

    [Theory]
    [MemberData(nameof(OtherQueries), DisableDiscoveryEnumeration = true)]
    public async Task List_TokenOfAnotherQuery_IsRefusedByName(string field, ListAuditFindingsRequest other)
    {
        await using var server = await RunningServer.StartAsync("Sources:other:Region=eu-west-1");
        var request = new ListAuditFindingsRequest { TaskId = SimulatedAudits.NonCompliant, PageSize = 1 };
        request.PageToken = (await ListAsync(server, request)).NextPageToken;
        request.MergeFrom(other);

        await AssertBadFieldAsync(() => ListAsync(server, request), "page_token", "must be next_page_token of the page before");
        Assert.True(server.Aws.Calls.Total == 1, $"AWS was asked, although {field} differs.");
    }

    [Fact]
    public async Task List_TokenOfAuditsForFindings_IsRefusedByName()
    {
        await using var server = await RunningServer.StartAsync();
        var token = (await server.Client.ListAuditTasksAsync(new ListAuditTasksRequest { PageSize = 1 })).NextPageToken;

        await AssertBadFieldAsync(
            () => ListAsync(server, new() { PageSize = 1, PageToken = token }), "page_token", "must be next_page_token of the page before");
    }

    [Fact]
    public async Task List_TokenThatAwsRefuses_IsRefusedByName()
    {
        await using var server = await RunningServer.StartAsync();
        var request = new ListAuditFindingsRequest { TaskId = SimulatedAudits.NonCompliant, PageSize = 1 };
        request.PageToken = (await ListAsync(server, request)).NextPageToken;
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Error, Status = 400, Code = "InvalidRequestException" });

        await AssertBadFieldAsync(() => ListAsync(server, request), "page_token", "is no longer valid");
    }

    public static TheoryData<string, string, ListAuditFindingsRequest> BadRequests => new()
    {
        { "task_id", "must be 1 to 40", new() { TaskId = "bad_id" } },
        { "start_time", "must be absent when there is a task_id", new() { TaskId = "a1", StartTime = new() } },
        { "end_time", "must be absent when there is a task_id", new() { TaskId = "a1", EndTime = new() } },
        { "end_time", "must not be before start_time", new() { StartTime = new() { Seconds = 2 }, EndTime = new() { Seconds = 1 } } },
        { "start_time", "must be a time from 0001", new() { StartTime = new() { Nanos = -1 } } },
        { "check_name", "must be at most 128", new() { CheckName = new string('X', 129) } },
        { "resource_identifier", "must have at least one field", new() { ResourceIdentifier = new() } },
        { "page_size", "must be 0 to 250", new() { PageSize = 251 } },
        { "page_size", "must be 0 to 250", new() { TaskId = "a1", PageSize = -1 } },
        { "page_token", "must be next_page_token", new() { PageToken = "AAAA" } },
        { "source", "is not one this server has", new() { Source = "none" } },
    };

    [Theory]
    [MemberData(nameof(BadRequests), DisableDiscoveryEnumeration = true)]
    public async Task List_BadRequest_NamesTheFieldAndAsksAwsNothing(string field, string rule, ListAuditFindingsRequest request)
    {
        await using var server = await RunningServer.StartAsync();

        await AssertBadFieldAsync(() => ListAsync(server, request), field, rule);
        Assert.Equal(0, server.Aws.Calls.Total);
    }

    [Fact]
    public async Task List_WordsWithoutAValue_AreKept()
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.UnknownWords });

        var reply = await ListAsync(server, new() { TaskId = SimulatedAudits.NonCompliant });

        Assert.Equal(13, reply.Findings.Count);
        Assert.All(reply.Findings, finding => Assert.Equal(
            (AuditFindingSeverity.Unspecified, "PAUSED", ResourceType.Unspecified, "PAUSED"),
            (finding.Severity, finding.UnrecognizedSeverity,
                finding.NonCompliantResource.ResourceType, finding.NonCompliantResource.UnrecognizedResourceType)));
    }

    [Fact]
    public async Task Describe_EachListedFinding_IsAsItWasListed()
    {
        await using var server = await RunningServer.StartAsync();
        var listed = (await ListAsync(server, new() { TaskId = SimulatedAudits.NonCompliant })).Findings;

        foreach (var finding in listed)
        {
            var described = await server.Findings.DescribeAuditFindingAsync(new DescribeAuditFindingRequest { FindingId = finding.FindingId });
            Assert.Equal(finding, described.Finding);
        }
    }

    [Fact]
    public async Task DescribeAndListRelated_NoSuchFinding_IsNotFoundByItsId()
    {
        await using var server = await RunningServer.StartAsync();

        await AssertNotFoundAsync(() => server.Findings.DescribeAuditFindingAsync(new() { FindingId = "no_such" }).ResponseAsync);
        await AssertNotFoundAsync(() => ListRelatedAsync(server, new() { FindingId = "no_such" }));

        static async Task AssertNotFoundAsync(Func<Task> call)
        {
            var exception = await Assert.ThrowsAsync<RpcException>(call);
            var details = new ErrorDetails(exception);
            Assert.Equal((StatusCode.NotFound, ErrorReason.AuditFindingNotFound), (exception.StatusCode, details.Reason));
            Assert.Equal("no_such", details.Info.Metadata["finding_id"]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("é")]
    public async Task DescribeAndListRelated_BadFindingId_NamesTheFieldAndAsksAwsNothing(string findingId)
    {
        await using var server = await RunningServer.StartAsync();

        await AssertBadFieldAsync(
            () => server.Findings.DescribeAuditFindingAsync(new() { FindingId = findingId }).ResponseAsync, "finding_id", "must be 1 to 128");
        await AssertBadFieldAsync(() => ListRelatedAsync(server, new() { FindingId = findingId }), "finding_id", "must be 1 to 128");
        Assert.Equal(0, server.Aws.Calls.Total);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task ListRelated_AFindingWithMany_HasMoreThanAreDescribed(int pageSize)
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Audits.Put("shared", new AuditState
        {
            TaskStatus = "COMPLETED",
            AuditDetails = new Dictionary<string, CheckState> { [Shared] = CheckState.Finished(9, nonCompliant: 4) },
        });
        var findings = (await ListAsync(server, new() { TaskId = "shared" })).Findings;
        var related = new List<int>();
        foreach (var finding in findings)
        {
            var all = await ListAllRelatedAsync(server, new() { FindingId = finding.FindingId, PageSize = pageSize });
            Assert.Equal(finding.RelatedResources, all.Take(10));
            related.Add(all.Count);
        }

        // As many as the simulator makes: AWS shows at most ten with the finding.
        Assert.Equal([2, 12, 22, 32], related.Order());
    }

    [Fact]
    public async Task ListRelated_BadPage_IsRefusedByName()
    {
        await using var server = await RunningServer.StartAsync();

        await AssertBadFieldAsync(() => ListRelatedAsync(server, new() { FindingId = "f1", PageSize = 251 }), "page_size", "must be 0 to 250");
        await AssertBadFieldAsync(
            () => ListRelatedAsync(server, new() { FindingId = "f1", PageToken = "AAAA" }), "page_token", "must be next_page_token");
        Assert.Equal(0, server.Aws.Calls.Total);
    }

    private static async Task AssertBadFieldAsync(Func<Task> call, string field, string rule)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        var violation = Assert.Single(new ErrorDetails(exception).BadRequest!.FieldViolations);
        Assert.Equal(field, violation.Field);
        Assert.Contains(rule, violation.Description, StringComparison.Ordinal);
    }

    /// <summary>Adds a finding of the audit <c>put</c>.</summary>
    private static void Put(RunningServer server, string findingId, DateTimeOffset found) =>
        server.Aws.Findings.Put(findingId, new FindingState { TaskId = "put", FindingTime = found });

    private static async Task<ListAuditFindingsResponse> ListAsync(RunningServer server, ListAuditFindingsRequest request) =>
        await server.Findings.ListAuditFindingsAsync(request);

    private static async Task<ListRelatedResourcesForAuditFindingResponse> ListRelatedAsync(
        RunningServer server, ListRelatedResourcesForAuditFindingRequest request) =>
        await server.Findings.ListRelatedResourcesForAuditFindingAsync(request);

    private static async Task<List<RelatedResource>> ListAllRelatedAsync(
        RunningServer server, ListRelatedResourcesForAuditFindingRequest request)
    {
        var resources = new List<RelatedResource>();
        do
        {
            var page = await ListRelatedAsync(server, request);
            resources.AddRange(page.RelatedResources);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return resources;
    }
}
