using AuditGrpc.V1;
using Grpc.Core;
using static AuditGrpc.Client.Tests.Script;

namespace AuditGrpc.Client.Tests;

/// <summary>Findings, checks and sources.</summary>
public sealed class FindingCallTests
{
    [Fact]
    public async Task ListFindingsAsync_SeveralPages_YieldsAllOfThem()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(Findings("more", "f1", "f2"));
        server.Service.Answers.Enqueue(Findings("most"));
        server.Service.Answers.Enqueue(Findings("", "f3"));
        var request = new ListAuditFindingsRequest { TaskId = "a1", ListSuppressedFindings = false, PageSize = 2 };

        var findings = await server.Client.ListFindingsAsync(request).Select(finding => finding.FindingId).ToListAsync();

        Assert.Equal(["f1", "f2", "f3"], findings);
        var requests = server.Service.Requests.Cast<ListAuditFindingsRequest>().ToList();
        Assert.Equal(["", "more", "most"], requests.Select(page => page.PageToken));
        Assert.All(requests, page => Assert.Equal(request, new(page) { PageToken = "" }));
        Assert.True(requests.TrueForAll(page => page.HasListSuppressedFindings));
    }

    [Fact]
    public async Task ListFindingsAsync_StoppedInTheFirstPage_AsksForNoOther()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(Findings("more", "f1", "f2"));

        Assert.Equal("f1", await server.Client.ListFindingsAsync().Select(finding => finding.FindingId).FirstAsync());

        Assert.Equal(new ListAuditFindingsRequest(), Assert.Single(server.Service.Requests));
    }

    [Fact]
    public async Task DescribeFindingAsync_NotFound_SaysSo()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(new DescribeAuditFindingResponse { Finding = new AuditFinding { FindingId = "f1" } });
        server.Service.Answers.Enqueue(Error(StatusCode.NotFound, "ERROR_REASON_AUDIT_FINDING_NOT_FOUND"));

        Assert.Equal("f1", (await server.Client.DescribeFindingAsync("f1")).FindingId);
        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Client.DescribeFindingAsync("f2"));

        Assert.Equal(ErrorReason.AuditFindingNotFound, exception.AuditErrorReason());
        Assert.Equal(["f1", "f2"], server.Service.Requests.Cast<DescribeAuditFindingRequest>().Select(request => request.FindingId));
    }

    [Fact]
    public async Task ListRelatedResourcesAsync_SeveralPages_YieldsAllOfThem()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(Related("more", ResourceType.ClientId, ResourceType.IamRole));
        server.Service.Answers.Enqueue(Related("", ResourceType.RoleAlias));

        var resources = await server.Client.ListRelatedResourcesAsync("f1").Select(resource => resource.ResourceType).ToListAsync();

        Assert.Equal([ResourceType.ClientId, ResourceType.IamRole, ResourceType.RoleAlias], resources);
        var requests = server.Service.Requests.Cast<ListRelatedResourcesForAuditFindingRequest>().ToList();
        Assert.Equal([("f1", ""), ("f1", "more")], requests.Select(request => (request.FindingId, request.PageToken)));
    }

    [Fact]
    public async Task ListChecksAndSourcesAsync_Unavailable_AreRetried()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(Error(StatusCode.Unavailable));
        server.Service.Answers.Enqueue(new ListAuditChecksResponse { AuditChecks = { new AuditCheck { CheckName = "A_CHECK" } } });
        server.Service.Answers.Enqueue(Error(StatusCode.Unavailable));
        server.Service.Answers.Enqueue(new ListSourcesResponse { Sources = { new AuditSource { Name = "eu" } } });

        Assert.Equal("A_CHECK", Assert.Single(await server.Client.ListChecksAsync()).CheckName);
        Assert.Equal("eu", Assert.Single(await server.Client.ListSourcesAsync()).Name);
        Assert.Equal(4, server.Service.Requests.Count);
    }

    [Fact]
    public async Task Source_OfOptionsAndOfCalls_TheCallsWins()
    {
        await using var server = await ScriptedServer.StartAsync(new AuditClientOptions { Source = "eu" });
        object[] answers =
        [
            Findings(""), Findings(""), Related(""), Related(""), new DescribeAuditFindingResponse(), new DescribeAuditFindingResponse(),
            new ListAuditChecksResponse(), new ListAuditChecksResponse(),
        ];
        Array.ForEach(answers, server.Service.Answers.Enqueue);

        await server.Client.ListFindingsAsync().CountAsync();
        await server.Client.ListFindingsAsync(new ListAuditFindingsRequest { Source = "us" }).CountAsync();
        await server.Client.ListRelatedResourcesAsync("f1").CountAsync();
        await server.Client.ListRelatedResourcesAsync("f1", "us").CountAsync();
        await server.Client.DescribeFindingAsync("f1");
        await server.Client.DescribeFindingAsync("f1", "us");
        await server.Client.ListChecksAsync();
        await server.Client.ListChecksAsync("us");

        Assert.Equal(
            ["eu", "us", "eu", "us", "eu", "us", "eu", "us"],
            server.Service.Requests.Select(request => (string)request.GetType().GetProperty("Source")!.GetValue(request)!));
    }

    [Fact]
    public async Task Calls_Canceled_ThrowOperationCanceled()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var cancel = new CancellationTokenSource();

        Task[] calls =
        [
            server.Client.ListFindingsAsync(cancellationToken: cancel.Token).CountAsync().AsTask(),
            server.Client.ListRelatedResourcesAsync("f1", cancellationToken: cancel.Token).CountAsync().AsTask(),
            server.Client.DescribeFindingAsync("f1", cancellationToken: cancel.Token),
            server.Client.ListChecksAsync(cancellationToken: cancel.Token),
            server.Client.ListSourcesAsync(cancel.Token),
        ];
        await cancel.CancelAsync();

        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }
    }

    private static ListAuditFindingsResponse Findings(string next, params string[] ids) =>
        new() { NextPageToken = next, Findings = { ids.Select(id => new AuditFinding { FindingId = id }) } };

    private static ListRelatedResourcesForAuditFindingResponse Related(string next, params ResourceType[] types) =>
        new() { NextPageToken = next, RelatedResources = { types.Select(type => new RelatedResource { ResourceType = type }) } };
}
