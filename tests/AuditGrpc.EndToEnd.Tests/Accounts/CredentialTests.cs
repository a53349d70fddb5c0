using Amazon.Runtime;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using static AuditGrpc.EndToEnd.Tests.Accounts.AccountsScene;

namespace AuditGrpc.EndToEnd.Tests.Accounts;

/// <summary>Each source's own credentials, had of the simulated AWS over real HTTP, on a clock that the test moves.</summary>
public sealed class CredentialTests
{
    private const string Audit = SimulatedAudits.Documented;

    [Fact]
    public async Task Describe_ByARole_AssumesItOnceWithItsExternalId()
    {
        await using var server = await AccountsScene.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => server.FailureOnAsync("two", $"audit-{i}")));
        await server.DescribeOnAsync("two", Audit);

        // With the server's own credentials, which are of the first account.
        Assert.Equal((1, 1), (server.Aws.Calls.Of(AssumeRole), server.Aws.Account(One).Calls.Of(AssumeRole)));
        Assert.Equal((21, 0), (server.AccountTwo().Calls.Of(Describe), server.Aws.Account(One).Calls.Of(Describe)));
    }

    [Fact]
    public async Task Describe_ByAProfile_IsItsAccounts()
    {
        await using var server = await AccountsScene.StartAsync("Sources:own:ServiceUrl={aws}", "Sources:own:Profile=second");

        await server.DescribeOnAsync("own", Audit);

        Assert.Equal((1, 0), (server.AccountTwo().Calls.Of(Describe), server.Aws.Account(One).Calls.Of(Describe)));
    }

    [Fact]
    public async Task Describe_ByARoleOnTopOfAProfile_AssumesItAsTheProfile()
    {
        await using var server = await AccountsScene.StartAsync(
            "Sources:three:ServiceUrl={aws}",
            "Sources:three:StsServiceUrl={aws}",
            "Sources:three:Profile=second",
            $"Sources:three:RoleArn=arn:aws:iam::{Three}:role/audits",
            "Sources:three:SessionName=nightly");

        await server.DescribeOnAsync("three", Audit);

        Assert.Equal((1, 1), (server.AccountTwo().Calls.Of(AssumeRole), server.Aws.Account(Three).Calls.Of(Describe)));
    }

    [Fact]
    public async Task Describe_AsTheSessionNearsItsEnd_RenewsItBeforeAwsRefusesIt()
    {
        var time = new ManualTime();
        await using var server = await AccountsScene.StartAsync(time);
        await server.DescribeOnAsync("two", Audit);

        // An hour is what AWS gives.
        for (var session = 1; session <= 4; session++)
        {
            time.Advance(TimeSpan.FromMinutes(session == 1 ? 55 : 45));
            await server.FailureOnAsync("two", $"late-in-{session}");
            await Eventually.TrueAsync(() => server.Aws.Calls.Of(AssumeRole) == session + 1);
            time.Advance(TimeSpan.FromMinutes(10));
            await server.FailureOnAsync("two", $"after-{session}");
        }

        Assert.Equal(5, server.Aws.Calls.Of(AssumeRole));
        Assert.Equal(9, server.AccountTwo().Calls.Of(Describe));
        Assert.Empty(server.Log.With("Expired"));
    }

    [Fact]
    public async Task Describe_AHundredAtOnceWithAnExpiredSession_RenewItOnceAndSucceed()
    {
        var time = new ManualTime();
        await using var server = await AccountsScene.StartAsync(time);
        await server.DescribeOnAsync("two", Audit);
        var audits = Enumerable.Range(0, 100).Select(i => $"audit-{i}").ToList();
        audits.ForEach(audit => server.AccountTwo().Audits.Put(audit, new AuditState { TaskStatus = AuditWords.Completed, TaskType = AuditWords.OnDemand }));

        // To AWS the session is over; the server, whose own measure of time has not moved so far, does not know.
        time.Advance(TimeSpan.FromSeconds(20));
        time.SetWallClock(time.GetUtcNow() + TimeSpan.FromHours(2));
        var described = await Task.WhenAll(audits.Select(audit => server.DescribeOnAsync("two", audit)));

        Assert.Equal(audits, described.Select(audit => audit.TaskId));
        Assert.Equal(2, server.Aws.Calls.Of(AssumeRole));
        Assert.InRange(server.AccountTwo().Calls.Of(Describe), 102, 201);
    }

    [Theory]
    [InlineData("ExpiredTokenException")]
    [InlineData("ExpiredToken")]
    [InlineData("UnrecognizedClientException")]
    public async Task Describe_AwsRefusesTheSession_RenewsItAndTriesOnceMore(string code)
    {
        var time = new ManualTime();
        await using var server = await AccountsScene.StartAsync(time);
        await server.DescribeOnAsync("two", Audit);
        time.Advance(TimeSpan.FromSeconds(10));
        server.AccountTwo().Faults.Inject(Refusing(code) with { Calls = 1 });

        Assert.Equal("audit", (await PutAndDescribeAsync(server)).TaskId);

        Assert.Equal((2, 3), (server.Aws.Calls.Of(AssumeRole), server.AccountTwo().Calls.Of(Describe)));
    }

    [Fact]
    public async Task Describe_AwsGoesOnRefusingTheSession_IsAccessDeniedAndRenewedOnceInTenSeconds()
    {
        var time = new ManualTime();
        await using var server = await AccountsScene.StartAsync(time);
        await server.DescribeOnAsync("two", Audit);
        server.AccountTwo().Faults.Inject(Refusing("ExpiredTokenException"));

        for (var second = 1; second <= 30; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            var failures = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => server.FailureOnAsync("two", $"audit-{second}-{i}")));
            Assert.All(failures, failure => Assert.Equal(
                (StatusCode.Internal, ErrorReason.UpstreamAccessDenied), (failure.Code, failure.Reason)));
            Assert.InRange(server.Aws.Calls.Of(AssumeRole), 1, 1 + second / 10);
        }

        Assert.Equal(4, server.Aws.Calls.Of(AssumeRole));
        // Each of the others was asked once; those that met a renewal, once more.
        Assert.InRange(server.AccountTwo().Calls.Of(Describe), 91 + 3, 91 + 9);
        server.AccountTwo().Faults.Clear();
        await PutAndDescribeAsync(server);
    }

    [Fact]
    public async Task Describe_TheRoleMayNotBeAssumed_IsAccessDeniedAndStsIsLeftAlone()
    {
        var time = new ManualTime();
        await using var server = await AccountsScene.StartAsync(time, "Sources:two:ExternalId=of-someone-else");

        var failures = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => server.FailureOnAsync("two", $"audit-{i}")));

        Assert.All(failures, failure => Assert.Equal((StatusCode.Internal, ErrorReason.UpstreamAccessDenied), (failure.Code, failure.Reason)));
        Assert.Equal((1, 0), (server.Aws.Calls.Of(AssumeRole), server.AccountTwo().Calls.Of(Describe)));
        Assert.Contains("AWS code AccessDenied", Assert.Single(server.Log.With("Source two got no credentials")), StringComparison.Ordinal);
        Assert.Equal(Audit, (await server.DescribeAsync(Audit)).TaskId);

        time.Advance(TimeSpan.FromSeconds(10));
        await server.FailureOnAsync("two");
        Assert.Equal(2, server.Aws.Calls.Of(AssumeRole));
    }

    [Theory]
    [InlineData(503, "ServiceUnavailable", ErrorReason.UpstreamUnavailable)]
    [InlineData(500, "InternalFailure", ErrorReason.UpstreamUnavailable)]
    [InlineData(400, "Throttling", ErrorReason.UpstreamThrottled)]
    [InlineData(403, "RegionDisabledException", ErrorReason.UpstreamAccessDenied)]
    [InlineData(400, "ValidationError", ErrorReason.UpstreamAccessDenied)]
    public async Task Describe_StsFails_IsWhatItsFailureMeans(int status, string code, ErrorReason reason)
    {
        var time = new ManualTime();
        await using var server = await AccountsScene.StartAsync(time, "Upstream:Attempts=1");
        await server.DescribeOnAsync("two", Audit);
        time.Advance(TimeSpan.FromHours(2));
        server.Aws.Faults.Inject(Refusing(code, status) with { Operation = AssumeRole, Calls = 1 });

        var failure = await server.FailureOnAsync("two", "audit");

        Assert.Equal(reason, failure.Reason);
        Assert.Equal(reason != ErrorReason.UpstreamAccessDenied, new ErrorDetails(failure.Error).Retry is not null);
        time.Advance(TimeSpan.FromSeconds(10));
        await PutAndDescribeAsync(server);
    }

    [Fact]
    public async Task Describe_StsFailsTwice_SucceedsAtTheThirdAttempt()
    {
        var time = new ManualTime();
        await using var server = await AccountsScene.StartAsync(time);
        await server.DescribeOnAsync("two", Audit);
        time.Advance(TimeSpan.FromHours(2));
        server.Aws.Faults.Inject(Refusing("ServiceUnavailable", 503) with { Operation = AssumeRole, Calls = 2 });

        var describing = PutAndDescribeAsync(server);
        await Eventually.TrueAsync(() =>
        {
            // The retries wait in the test's time.
            time.Advance(TimeSpan.FromMilliseconds(1));
            return describing.IsCompleted;
        });

        Assert.Equal("audit", (await describing).TaskId);
        Assert.Equal(4, server.Aws.Calls.Of(AssumeRole));
    }

    [Fact]
    public async Task Start_WithoutCredentials_SaysSoAndNamesTheSource()
    {
        await using var server = await AccountsScene.StartAsync("Sources:lost:ServiceUrl={aws}", "Sources:lost:Profile=no-such-profile");

        await Eventually.TrueAsync(() => server.Log.With("Source lost got no credentials from the profile 'no-such-profile'").Count == 1);
        var failure = await server.FailureOnAsync("lost");
        Assert.Equal((StatusCode.Internal, ErrorReason.UpstreamAccessDenied), (failure.Code, failure.Reason));
        Assert.Equal(Audit, (await server.DescribeOnAsync("two", Audit)).TaskId);
    }

    [Fact]
    public async Task Log_OfAllThatCanGoWrong_HoldsNoSecret()
    {
        var time = new ManualTime();
        await using var server = await AccountsScene.StartAsync(time, "Upstream:Attempts=1");
        await server.DescribeOnAsync("two", Audit);
        var first = await CredentialsOfAsync(server, "two");
        server.AccountTwo().Faults.Inject(Refusing("ExpiredTokenException"));
        time.Advance(TimeSpan.FromSeconds(10));
        await server.FailureOnAsync("two", "a1");
        var second = await CredentialsOfAsync(server, "two");
        server.Aws.Faults.Inject(Refusing("AccessDenied") with { Operation = AssumeRole });
        time.Advance(TimeSpan.FromHours(2));
        await server.FailureOnAsync("two", "a2");

        Assert.NotEqual(first.Token, second.Token);
        Assert.NotEmpty(server.Log.With("Source two got no credentials"));
        foreach (var secret in new[] { first.SecretKey, first.Token, second.SecretKey, second.Token, "agreed-with-two" })
        {
            Assert.Empty(server.Log.With(secret));
        }
    }

    private static Task<AuditTask> PutAndDescribeAsync(RunningServer server)
    {
        server.AccountTwo().Audits.Put("audit", new AuditState { TaskStatus = AuditWords.Completed, TaskType = AuditWords.OnDemand });
        return server.DescribeOnAsync("two", "audit");
    }

    private static async Task<ImmutableCredentials> CredentialsOfAsync(RunningServer server, string source) =>
        await server.App.Services.GetRequiredService<Server.Upstream.Sources>().Find(source).Identity!.Credentials.GetAsync(CancellationToken.None);
}
