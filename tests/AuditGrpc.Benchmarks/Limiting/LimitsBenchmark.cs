using AuditGrpc.Benchmarks.Measuring;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.EndToEnd.Tests.Security;
using AuditGrpc.Simulator;

namespace AuditGrpc.Benchmarks.Limiting;

/// <summary>What it costs to ask who calls, to keep callers to their limits, and to measure it all: against a server that does nothing of it.</summary>
internal static class LimitsBenchmark
{
    private const int WarmUps = 5;
    private const int Pairs = 15;
    private const string TaskId = "f1715bed";

    public static async Task RunAsync()
    {
        await using var aws = await SimulatedAws.StartAsync(new SimulatorOptions { SeedAudits = false });
        aws.Audits.Put(TaskId, SampleAudit.Finished);
        await using var issuer = await TestIssuer.StartAsync(TimeProvider.System);
        using var certificates = new Certificates();
        var source = $"--Sources:default:ServiceUrl={aws.ServiceUrl}";
        string[] limited =
        [
            source,
            "--Hosting:MonitoringUrl=http://127.0.0.1:0",
            "--Limits:LimitLoopback=true",
            "--Limits:ReadsPerSecond=1000000",
            "--Limits:ReadBurst=1000000",
            "--Limits:BytesPerSecond=1000000000",
        ];
        await using var bare = await ServerProcess.StartAsync(typeof(Server.Log).Assembly, source);
        await using var withTokens = await ServerProcess.StartAsync(
            typeof(Server.Log).Assembly,
            [
                .. limited,
                $"--Security:Jwt:Authority={issuer.Address}",
                $"--Security:Jwt:Audience={TestIssuer.Audience}",
                .. GrantTo("Claim=groups=readers"),
            ]);
        await using var withCertificates = await ServerProcess.StartAsync(
            typeof(Server.Log).Assembly,
            [
                .. limited,
                "--urls=https://127.0.0.1:0",
                $"--Security:Tls:CertificateFile={certificates.ServerFile}",
                $"--Security:ClientCaFile={certificates.ClientCaFile}",
                .. GrantTo($"San={Certificates.ClientName}"),
            ]);

        await Report.Of(
            "limits",
            [
                .. await CompareAsync("with a token, limits and metrics", "at least 0.91", "at most 1.10", bare, withTokens, issuer.Token("readers"), null),
                .. await CompareAsync("with TLS, a client certificate, limits and metrics", "at least 0.83", "at most 1.20", bare, withCertificates, null, certificates),
            ]).PublishAsync();
    }

    private static async Task<IReadOnlyList<Comparison>> CompareAsync(
        string what, string requestsToReach, string timeToReach, ServerProcess bare, ServerProcess full, string? token, Certificates? certificates)
    {
        using var toBare = new DescribeLoad(bare, TaskId, token: null, certificates: null);
        using var toFull = new DescribeLoad(full, TaskId, token, certificates);
        var perSecond = new Comparison($"describes {what}, requests/s", "without", requestsToReach, "0");
        var processorTime = new Comparison("the same: the server's processor time, µs/request", "without", timeToReach, "0.0");
        for (var pair = -WarmUps; pair < Pairs; pair++)
        {
            var ofBare = await toBare.RunAsync();
            var ofFull = await toFull.RunAsync();
            if (pair >= 0)
            {
                perSecond.Add(ofBare.PerSecond, ofFull.PerSecond);
                processorTime.Add(ofBare.Microseconds, ofFull.Microseconds);
            }
        }

        return [perSecond, processorTime];
    }

    private static string[] GrantTo(string whom) =>
        [$"--Security:Grants:readers:{whom}", "--Security:Grants:readers:Permissions=audit.read", "--Security:Grants:readers:Sources=*"];
}
