using System.Text;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Security;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Health.V1;

namespace AuditGrpc.EndToEnd.Tests.Secrets;

/// <summary>Secrets are put wherever one can be, and used; everything is made to go wrong; and all that the server says is searched.</summary>
public sealed class SecretTests
{
    private const string Canary = "kanarienvogel";
    private const string Check = "LOGGING_DISABLED_CHECK";
    private const string Planted = "someone-who-was-planted";

    private static readonly string[] _sources = ["default", "two"];

    [Fact]
    public async Task Everything_SaidWhileEverythingGoesWrong_HoldsNoSecret()
    {
        await using var scene = await SecretScene.StartAsync();
        var token = scene.Canaries.AddToken("an accepted token", scene.Issuer.Token("operators", subject: Planted));
        var invoker = scene.Connect().CreateCallInvoker();

        await CallGoodAsync(scene, invoker, token);
        await CallWithCertificateAsync(scene);
        await CallRefusedAsync(scene, invoker);
        foreach (var fault in Faults(scene.Bodies))
        {
            scene.Aws.Faults.Inject(fault);
            await CallEverythingAsync(scene, invoker, token);
            scene.Aws.Faults.Clear();
            Assert.False(scene.Server.HasExited, $"The server has died of {fault}");
        }

        var written = await scene.StopAsync();
        scene.AddWhatWasSeen();
        AssertWasUsed(scene);
        // The search would find nothing in nothing.
        Assert.Contains("AWS code AccessDeniedException", written, StringComparison.Ordinal);
        Assert.Contains("\"LogLevel\":\"Trace\"", written, StringComparison.Ordinal);
        var planted = new Canaries();
        planted.Add("the log", Planted);
        Assert.Equal(["the log"], planted.FindIn(written));

        Assert.Empty(scene.Canaries.FindIn(written));
        Assert.Empty(scene.Bodies.FindIn(written));
        Assert.Empty(scene.Canaries.FindIn(scene.Told));
        Assert.DoesNotContain(Canary, scene.Told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Canary, written, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Start_WithAPasswordInAnAddress_DoesNotRepeatIt()
    {
        await using var server = ServerProcess.Start("Production", $"Sources:default:ServiceUrl=http://user:{Canary}@127.0.0.1/");

        Assert.Equal(1, await server.ExitCodeAsync());
        await server.LineWithAsync("Sources:default:ServiceUrl is '***': must be an absolute http or https address");
        Assert.DoesNotContain(Canary, server.Output, StringComparison.Ordinal);
    }

    /// <summary>What went well: the first answers are AWS's own, and callers get them.</summary>
    private static async Task CallGoodAsync(SecretScene scene, CallInvoker invoker, string token)
    {
        var text = scene.Bodies.Add("a good reply", "sperling-in-a-good-reply");
        foreach (var aws in new[] { (scene.Aws.Audits, scene.Aws.Findings), (scene.Aws.Account(SecretScene.Account).Audits, scene.Aws.Account(SecretScene.Account).Findings) })
        {
            aws.Audits.Put("good", new AuditState { TaskStatus = "COMPLETED", TaskType = "ON_DEMAND_AUDIT_TASK" }
                .WithChecks(new Dictionary<string, CheckState> { [Check] = CheckState.Failed("SOME_CODE", text) }));
            aws.Findings.Put("good", new FindingState { TaskId = "good", CheckName = Check, ReasonForNonCompliance = text });
        }

        foreach (var source in _sources)
        {
            var options = OptionsWith(token);
            var audit = await new AuditService.AuditServiceClient(invoker).DescribeAuditTaskAsync(new() { TaskId = "good", Source = source }, options);
            Assert.Equal(text, audit.AuditTask.AuditDetails[Check].Message);
            var findings = await new AuditFindingService.AuditFindingServiceClient(invoker)
                .ListAuditFindingsAsync(new() { TaskId = "good", Source = source }, options);
            Assert.Equal(text, findings.Findings.Single().ReasonForNonCompliance);
        }

        await CallEverythingAsync(scene, invoker, token);
    }

    private static async Task CallWithCertificateAsync(SecretScene scene)
    {
        var client = new AuditService.AuditServiceClient(scene.Connect(scene.CallersCertificate()));
        Assert.NotNull((await client.DescribeAuditTaskAsync(new() { TaskId = "good" })).AuditTask);
    }

    /// <summary>A token for each reason to refuse one.</summary>
    private static async Task CallRefusedAsync(SecretScene scene, CallInvoker invoker)
    {
        var issuer = scene.Issuer;
        var tokens = new Dictionary<string, string>
        {
            ["for another audience"] = issuer.Token("operators", audience: Canary),
            ["of another issuer"] = issuer.Token("operators", issuer: $"https://{Canary}.test"),
            ["without a signature"] = issuer.Token(Canary, algorithm: "none"),
            ["signed with the public key"] = issuer.Token("operators", algorithm: "HS256"),
            ["of another algorithm"] = issuer.Token("operators", algorithm: "ES256"),
            ["that has expired"] = issuer.Token("operators", to: TimeSpan.FromHours(-1)),
            ["that is not valid yet"] = issuer.Token("operators", from: TimeSpan.FromHours(1), to: TimeSpan.FromHours(2)),
            ["of an unknown key"] = issuer.Token("operators", keyId: Canary),
            ["without a subject"] = issuer.Token("operators", subject: null),
            ["that is too long"] = issuer.Token(string.Concat(Enumerable.Repeat(Canary, 600))),
            ["that is none"] = $"{Canary}.{Canary}",
        };
        foreach (var (reason, token) in tokens)
        {
            await RefusedAsync($"Bearer {scene.Canaries.AddToken($"a token {reason}", token)}");
        }

        await RefusedAsync($"Basic {scene.Canaries.Add("a password", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Canary}")))}");
        var stranger = scene.Canaries.AddToken("a token without a grant", issuer.Token("strangers"));
        await RefusedAsync($"Bearer {stranger}", StatusCode.PermissionDenied);

        async Task RefusedAsync(string authorization, StatusCode code = StatusCode.Unauthenticated)
        {
            var failure = await Assert.ThrowsAsync<RpcException>(() => new AuditService.AuditServiceClient(invoker)
                .DescribeAuditTaskAsync(new() { TaskId = "good" }, new Metadata { { "authorization", authorization } }).ResponseAsync);
            Assert.Equal(code, failure.StatusCode);
            Say(scene, failure);
        }
    }

    private static IEnumerable<Fault> Faults(Canaries bodies)
    {
        var text = bodies.Add("an error's text", $"User: arn:aws:iam::123456789012:user/{Canary} is not allowed");
        foreach (var (status, code) in new[]
        {
            (400, "InvalidRequestException"), (404, "ResourceNotFoundException"), (429, "ThrottlingException"), (403, "AccessDeniedException"),
            (403, "ExpiredTokenException"), (410, "LimitExceededException"), (500, "InternalFailureException"), (418, $"{Canary} {text}"),
        })
        {
            yield return new Fault { Kind = FaultKind.Error, Status = status, Code = code, Message = text };
        }

        yield return new Fault { Kind = FaultKind.Body, Body = $"<html>{text}</html>" };
        yield return new Fault { Kind = FaultKind.Body, Body = $$"""{"taskStatus":{"{{Canary}}":1},"tasks":"{{Canary}}","taskId":["{{Canary}}"]}""" };
        yield return new Fault { Kind = FaultKind.Body, Body = $$"""{"taskStatus":"COMPLETED","taskStartTime":"{{Canary}}","finding":{"findingTime":"{{Canary}}"} }""" };
        yield return new Fault { Kind = FaultKind.Drop };
        yield return new Fault { Kind = FaultKind.Hang };
    }

    /// <summary>Every RPC, on both sources.</summary>
    private static async Task CallEverythingAsync(SecretScene scene, CallInvoker invoker, string token)
    {
        var options = OptionsWith(token);
        var audits = new AuditService.AuditServiceClient(invoker);
        var findings = new AuditFindingService.AuditFindingServiceClient(invoker);
        var id = $"{Guid.NewGuid()}";
        await Task.WhenAll(_sources.SelectMany(source => new[]
        {
            TryAsync(audits.DescribeAuditTaskAsync(new() { TaskId = id, Source = source }, options).ResponseAsync),
            TryAsync(audits.ListAuditTasksAsync(new() { Source = source }, options).ResponseAsync),
            TryAsync(audits.CancelAuditTaskAsync(new() { TaskId = id, Source = source }, options).ResponseAsync),
            TryAsync(audits.StartOnDemandAuditTaskAsync(new() { TargetCheckNames = { Check }, Source = source }, options).ResponseAsync),
            TryAsync(WatchAsync(audits, source, options)),
            TryAsync(findings.ListAuditFindingsAsync(new() { TaskId = SimulatedAudits.NonCompliant, PageSize = 1, Source = source }, options).ResponseAsync),
            TryAsync(findings.DescribeAuditFindingAsync(new() { FindingId = id, Source = source }, options).ResponseAsync),
            TryAsync(findings.ListRelatedResourcesForAuditFindingAsync(new() { FindingId = id, Source = source }, options).ResponseAsync),
            TryAsync(new AuditCheckService.AuditCheckServiceClient(invoker).ListAuditChecksAsync(new() { Source = source }, options).ResponseAsync),
        }));
        await TryAsync(new SourceService.SourceServiceClient(invoker).ListSourcesAsync(new(), options).ResponseAsync);
        await TryAsync(new Health.HealthClient(invoker).CheckAsync(new(), options).ResponseAsync);

        async Task TryAsync<T>(Task<T> call)
        {
            try
            {
                var reply = await call;
                lock (scene)
                {
                    scene.Say($"{reply}");
                }
            }
            catch (RpcException failure)
            {
                lock (scene)
                {
                    Say(scene, failure);
                }
            }
        }
    }

    private static async Task<bool> WatchAsync(AuditService.AuditServiceClient client, string source, CallOptions options)
    {
        using var watch = client.WatchAuditTask(new() { TaskId = SimulatedAudits.Running, Source = source }, options);
        return await watch.ResponseStream.MoveNext(CancellationToken.None);
    }

    private static CallOptions OptionsWith(string token) => new(
        new Metadata
        {
            { "authorization", $"Bearer {token}" }, { "x-api-key", Canary }, { "cookie", $"session={Canary}" },
            { "secret-bin", Encoding.UTF8.GetBytes(Canary) },
        },
        // Nothing here waits for long: what does is not what this looks for.
        TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(10));

    private static void Say(SecretScene scene, RpcException failure)
    {
        scene.Say(failure.Status.Detail);
        foreach (var trailer in failure.Trailers)
        {
            scene.Say($"{trailer.Key} {(trailer.IsBinary ? Encoding.UTF8.GetString(trailer.ValueBytes) : trailer.Value)}");
        }
    }

    /// <summary>A secret that was never where it is to be kept shows nothing.</summary>
    private static void AssertWasUsed(SecretScene scene)
    {
        var seen = scene.Tap.Seen;
        Assert.Contains("Credential=AKIAKANARIENVOGEL/", seen, StringComparison.Ordinal);
        Assert.Contains("X-Amz-Security-Token: session/kanarien+vogel==", seen, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"Proxy-Authorization: Basic {Convert.ToBase64String("tap:proxy-kanarienvogel"u8)}", seen, StringComparison.Ordinal);
        Assert.Contains("ExternalId=external-kanarienvogel", seen, StringComparison.Ordinal);
        Assert.Contains("Credential=ASIA", seen, StringComparison.Ordinal);
        Assert.Contains("Action=AssumeRole", seen, StringComparison.Ordinal);
        Assert.Contains("not allowed", seen, StringComparison.Ordinal);
        foreach (var operation in new[]
        {
            "DescribeAuditTask", "ListAuditTasks", "CancelAuditTask", "StartOnDemandAuditTask", "ListAuditFindings", "DescribeAuditFinding",
            "ListRelatedResourcesForAuditFinding", "DescribeAccountAuditConfiguration", "AssumeRole", "GetCallerIdentity",
        })
        {
            Assert.InRange(scene.Aws.Calls.Of(operation), 1, int.MaxValue);
        }

        Assert.InRange(scene.Issuer.Asked, 1, int.MaxValue);
        // Of each kind at least one: what STS gave, signatures, tokens with their parts, keys with their lines.
        Assert.InRange(scene.Canaries.Count, 50, int.MaxValue);
    }
}
