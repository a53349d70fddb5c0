using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Security;
using AuditGrpc.V1;
using Google.Protobuf;

namespace AuditGrpc.EndToEnd.Tests.Accounts;

public sealed class ListSourcesTests
{
    [Fact]
    public async Task ListSources_OfSeveralAccounts_TellsNameRegionAccountAndTheDefault()
    {
        await using var server = await AccountsScene.StartAsync(
            "Sources:another:Region=us-west-2",
            "Sources:another:StsServiceUrl={aws}",
            "Sources:another:Profile=second");

        var sources = (await ListAsync(server)).Sources;

        Assert.Equal(
            [
                new AuditSource { Name = "another", Region = "us-west-2", AccountId = AccountsScene.Two },
                new AuditSource { Name = "default", Region = "us-east-1", AccountId = AccountsScene.One, IsDefault = true },
                new AuditSource { Name = "two", Region = "eu-west-1", AccountId = AccountsScene.Two },
            ],
            sources);
    }

    [Fact]
    public async Task ListSources_TheAccountIsNotTold_LeavesItOutAndAsksNoMoreForAWhile()
    {
        await using var server = await AccountsScene.StartAsync();
        server.Aws.Faults.Inject(AccountsScene.Refusing("AccessDenied") with { Operation = "GetCallerIdentity" });

        for (var call = 0; call < 3; call++)
        {
            Assert.False((await ListAsync(server)).Sources.Single(source => source.Name == "default").HasAccountId);
        }

        Assert.Equal(1, server.Aws.Calls.Of("GetCallerIdentity"));
    }

    [Fact]
    public async Task ListSources_TheAccountIsKnown_IsNotAskedForAgain()
    {
        await using var server = await AccountsScene.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ListAsync(server)));
        await ListAsync(server);

        Assert.Equal(1, server.Aws.Calls.Of("GetCallerIdentity"));
    }

    [Fact]
    public async Task ListSources_ARoleCannotBeAssumed_IsListedAllTheSame()
    {
        await using var server = await AccountsScene.StartAsync("Sources:two:ExternalId=another");

        Assert.Equal(AccountsScene.Two, (await ListAsync(server)).Sources.Single(source => source.Name == "two").AccountId);
    }

    [Fact]
    public async Task ListSources_WhateverTheSettings_HoldsNoCredential()
    {
        await using var server = await AccountsScene.StartAsync();

        var listed = JsonFormatter.Default.Format(await ListAsync(server));

        foreach (var secret in new[] { "arn:", "agreed-with-two", "audits", "http", "ASIA" })
        {
            Assert.DoesNotContain(secret, listed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ListSources_ToACallerOfOneSource_TellsThatOneAlone()
    {
        await using var scene = await SecureScene.StartAsync(TimeProvider.System);
        var channel = scene.Connect(TestAuthority.Shown(scene.ClientCa.Issue("spiffe://test/elsewhere")), authorization: null);

        var sources = (await new SourceService.SourceServiceClient(channel).ListSourcesAsync(new ListSourcesRequest())).Sources;

        Assert.Equal("other", Assert.Single(sources).Name);
    }

    private static Task<ListSourcesResponse> ListAsync(RunningServer server) =>
        new SourceService.SourceServiceClient(server.Channel).ListSourcesAsync(new ListSourcesRequest()).ResponseAsync;
}
