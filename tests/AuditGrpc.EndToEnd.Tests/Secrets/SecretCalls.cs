using System.Collections.Concurrent;
using System.Text;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Health.V1;

namespace AuditGrpc.EndToEnd.Tests.Secrets;

/// <summary>The calls that bring secrets to a server, and what callers are told.</summary>
internal sealed class SecretCalls(SecretScene scene, string token)
{
    public const string Canary = "kanarienvogel";
    private const string Check = "LOGGING_DISABLED_CHECK";

    private static readonly string[] _sources = ["default", "two"];

    private readonly CallInvoker _invoker = scene.Connect().CreateCallInvoker();
    private readonly ConcurrentQueue<string> _told = new();

    /// <summary>All answers, good and bad, with their trailers.</summary>
    public string Told => string.Join('\n', _told);

    /// <summary>What went well: the first answers are AWS's own, and callers get them.</summary>
    public async Task CallGoodAsync()
    {
        var text = scene.Bodies.Add("a good reply", "sperling-in-a-good-reply");
        var other = scene.Aws.Account(SecretScene.Account);
        foreach (var aws in new[] { (scene.Aws.Audits, scene.Aws.Findings), (other.Audits, other.Findings) })
        {
            aws.Audits.Put("good", new AuditState { TaskStatus = "COMPLETED", TaskType = "ON_DEMAND_AUDIT_TASK" }
                .WithChecks(new Dictionary<string, CheckState> { [Check] = CheckState.Failed("SOME_CODE", text) }));
            aws.Findings.Put("good", new FindingState { TaskId = "good", CheckName = Check, ReasonForNonCompliance = text });
        }

        foreach (var source in _sources)
        {
            var options = Options();
            var audit = await new AuditService.AuditServiceClient(_invoker)
                .DescribeAuditTaskAsync(new() { TaskId = "good", Source = source }, options);
            Assert.Equal(text, audit.AuditTask.AuditDetails[Check].Message);
            var findings = await new AuditFindingService.AuditFindingServiceClient(_invoker)
                .ListAuditFindingsAsync(new() { TaskId = "good", Source = source }, options);
            Assert.Equal(text, findings.Findings.Single().ReasonForNonCompliance);
        }

        await CallEverythingAsync();
    }

    public async Task CallWithCertificateAsync()
    {
        var client = new AuditService.AuditServiceClient(scene.Connect(scene.CallersCertificate()));
        Assert.NotNull((await client.DescribeAuditTaskAsync(new() { TaskId = "good" })).AuditTask);
    }

    public async Task CallRefusedAsync()
    {
        foreach (var (reason, refused) in RefusedTokens.By(scene.Issuer))
        {
            await RefusedAsync($"Bearer {scene.Canaries.AddToken($"a token {reason}", refused)}");
        }

        await RefusedAsync($"Basic {scene.Canaries.Add("a password", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Canary}")))}");
        var stranger = scene.Canaries.AddToken("a token without a grant", scene.Issuer.Token("strangers"));
        await RefusedAsync($"Bearer {stranger}", StatusCode.PermissionDenied);

        async Task RefusedAsync(string authorization, StatusCode code = StatusCode.Unauthenticated)
        {
            var failure = await Assert.ThrowsAsync<RpcException>(() => new AuditService.AuditServiceClient(_invoker)
                .DescribeAuditTaskAsync(new() { TaskId = "good" }, new Metadata { { "authorization", authorization } }).ResponseAsync);
            Assert.Equal(code, failure.StatusCode);
            Say(failure);
        }
    }

    /// <summary>Every RPC, on both sources.</summary>
    public async Task CallEverythingAsync()
    {
        var options = Options();
        var audits = new AuditService.AuditServiceClient(_invoker);
        var findings = new AuditFindingService.AuditFindingServiceClient(_invoker);
        var checks = new AuditCheckService.AuditCheckServiceClient(_invoker);
        var id = $"{Guid.NewGuid()}";
        await Task.WhenAll(_sources.SelectMany(source => new[]
        {
            TryAsync(audits.DescribeAuditTaskAsync(new() { TaskId = id, Source = source }, options).ResponseAsync),
            TryAsync(audits.ListAuditTasksAsync(new() { Source = source }, options).ResponseAsync),
            TryAsync(audits.CancelAuditTaskAsync(new() { TaskId = id, Source = source }, options).ResponseAsync),
            TryAsync(audits.StartOnDemandAuditTaskAsync(new() { TargetCheckNames = { Check }, Source = source }, options).ResponseAsync),
            TryAsync(WatchAsync(audits, source, options)),
            TryAsync(findings.ListAuditFindingsAsync(
                new() { TaskId = SimulatedAudits.NonCompliant, PageSize = 1, Source = source }, options).ResponseAsync),
            TryAsync(findings.DescribeAuditFindingAsync(new() { FindingId = id, Source = source }, options).ResponseAsync),
            TryAsync(findings.ListRelatedResourcesForAuditFindingAsync(new() { FindingId = id, Source = source }, options).ResponseAsync),
            TryAsync(checks.ListAuditChecksAsync(new() { Source = source }, options).ResponseAsync),
        }));
        await TryAsync(new SourceService.SourceServiceClient(_invoker).ListSourcesAsync(new(), options).ResponseAsync);
        await TryAsync(new Health.HealthClient(_invoker).CheckAsync(new(), options).ResponseAsync);

        async Task TryAsync<T>(Task<T> call)
        {
            try
            {
                Say($"{await call}");
            }
            catch (RpcException failure)
            {
                Say(failure);
            }
        }
    }

    public async Task CallMonitoringAsync()
    {
        using var http = new HttpClient { BaseAddress = await scene.Server.MonitoringAddressAsync() };
        foreach (var path in new[] { "/metrics", "/health/live", "/health/ready", "/nothing" })
        {
            using var reply = await http.GetAsync(path);
            Say($"{reply}{await reply.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task<bool> WatchAsync(AuditService.AuditServiceClient client, string source, CallOptions options)
    {
        using var watch = client.WatchAuditTask(new() { TaskId = SimulatedAudits.Running, Source = source }, options);
        return await watch.ResponseStream.MoveNext(CancellationToken.None);
    }

    private CallOptions Options() => new(
        new Metadata
        {
            { "authorization", $"Bearer {token}" }, { "x-api-key", Canary }, { "cookie", $"session={Canary}" },
            { "secret-bin", Encoding.UTF8.GetBytes(Canary) },
        },
        // Nothing here waits for long: what does is not what this looks for.
        TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(10));

    private void Say(RpcException failure)
    {
        Say(failure.Status.Detail);
        foreach (var trailer in failure.Trailers)
        {
            Say($"{trailer.Key} {(trailer.IsBinary ? Encoding.UTF8.GetString(trailer.ValueBytes) : trailer.Value)}");
        }
    }

    private void Say(string text) => _told.Enqueue(text);
}
