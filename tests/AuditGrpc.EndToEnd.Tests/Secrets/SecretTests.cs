using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;

namespace AuditGrpc.EndToEnd.Tests.Secrets;

/// <summary>Secrets are put wherever one can be, and used; everything goes wrong; and all that the server says is searched.</summary>
public sealed class SecretTests
{
    private const string Canary = SecretCalls.Canary;
    private const string Planted = "someone-who-was-planted";

    [Fact]
    public async Task Everything_SaidWhileEverythingGoesWrong_HoldsNoSecret()
    {
        await using var scene = await SecretScene.StartAsync();
        var token = scene.Canaries.AddToken("an accepted token", scene.Issuer.Token("operators", subject: Planted));
        var calls = new SecretCalls(scene, token);

        await calls.CallGoodAsync();
        await calls.CallWithCertificateAsync();
        await calls.CallRefusedAsync();
        foreach (var fault in Faults(scene.Bodies))
        {
            scene.Aws.Faults.Inject(fault);
            await calls.CallEverythingAsync();
            scene.Aws.Faults.Clear();
            Assert.False(scene.Server.HasExited, $"The server has died of {fault}");
        }

        await calls.CallMonitoringAsync();
        var written = await scene.StopAsync();
        scene.Tap.AddSecretsTo(scene.Canaries);
        AssertWasUsed(scene);
        // The search would find nothing in nothing.
        Assert.Contains("AWS code AccessDeniedException", written, StringComparison.Ordinal);
        Assert.Contains("\"LogLevel\":\"Trace\"", written, StringComparison.Ordinal);
        var planted = new Canaries();
        planted.Add("the log", Planted);
        Assert.Equal(["the log"], planted.FindIn(written));

        Assert.Empty(scene.Canaries.FindIn(written));
        Assert.Empty(scene.Bodies.FindIn(written));
        Assert.Empty(scene.Canaries.FindIn(calls.Told));
        Assert.DoesNotContain(Canary, calls.Told, StringComparison.OrdinalIgnoreCase);
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

    private static IEnumerable<Fault> Faults(Canaries bodies)
    {
        var text = bodies.Add("an error's text", $"User: arn:aws:iam::123456789012:user/{Canary} is not allowed");
        foreach (var (status, code) in new[]
        {
            (400, "InvalidRequestException"), (404, "ResourceNotFoundException"), (429, "ThrottlingException"),
            (403, "AccessDeniedException"), (403, "ExpiredTokenException"), (410, "LimitExceededException"),
            (500, "InternalFailureException"), (418, $"{Canary} {text}"),
        })
        {
            yield return new Fault { Kind = FaultKind.Error, Status = status, Code = code, Message = text };
        }

        foreach (var body in new[]
        {
            $"<html>{text}</html>",
            $$"""{"taskStatus":{"{{Canary}}":1},"tasks":"{{Canary}}","taskId":["{{Canary}}"]}""",
            $$"""{"taskStatus":"COMPLETED","taskStartTime":"{{Canary}}","finding":{"findingTime":"{{Canary}}"} }""",
        })
        {
            yield return new Fault { Kind = FaultKind.Body, Body = body };
        }

        yield return new Fault { Kind = FaultKind.Drop };
        yield return new Fault { Kind = FaultKind.Hang };
    }

    /// <summary>A secret that was never where it is to be kept shows nothing.</summary>
    private static void AssertWasUsed(SecretScene scene)
    {
        var seen = scene.Tap.Seen;
        Assert.Contains("Credential=AKIAKANARIENVOGEL/", seen, StringComparison.Ordinal);
        Assert.Contains("X-Amz-Security-Token: session/kanarien+vogel==", seen, StringComparison.OrdinalIgnoreCase);
        var password = Convert.ToBase64String("tap:proxy-kanarienvogel"u8);
        Assert.Contains($"Proxy-Authorization: Basic {password}", seen, StringComparison.Ordinal);
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
