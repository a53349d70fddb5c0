using AuditGrpc.Benchmarks.Measuring;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.EndToEnd.Tests.Security;
using AuditGrpc.Simulator;

namespace AuditGrpc.Benchmarks.Limiting;

/// <summary>
/// What it costs to ask who calls, to keep callers to their limits, and to measure it all: against a server that does nothing of it. And
/// how much of that is not this server's doing: sending a token to a server that does not look at it, and TLS.
/// </summary>
internal static class LimitsBenchmark
{
    // Until then the runtime is still compiling the hot paths anew, and longer where there are more of them.
    private const int WarmUps = 25;
    private const int Rounds = 15;
    private const string TaskId = "f1715bed";

    public static async Task RunAsync()
    {
        await using var aws = await SimulatedAws.StartAsync(new SimulatorOptions { SeedAudits = false });
        aws.Audits.Put(TaskId, SampleAudit.Finished);
        await using var issuer = await TestIssuer.StartAsync(TimeProvider.System);
        using var certificates = new Certificates();
        var token = issuer.Token("readers");
        string[] limits =
        [
            "--Hosting:MonitoringUrl=http://127.0.0.1:0",
            "--Limits:LimitLoopback=true",
            "--Limits:ReadsPerSecond=1000000",
            "--Limits:ReadBurst=1000000",
            "--Limits:BytesPerSecond=1000000000",
        ];
        string[] tls = ["--urls=https://127.0.0.1:0", $"--Security:Tls:CertificateFile={certificates.ServerFile}"];

        await using var off = await StartAsync();
        await using var withTls = await StartAsync(tls);
        await using var withTokens = await StartAsync(
        [
            .. limits,
            $"--Security:Jwt:Authority={issuer.Address}",
            $"--Security:Jwt:Audience={TestIssuer.Audience}",
            .. GrantTo("Claim=groups=readers"),
        ]);
        await using var withCertificates = await StartAsync(
        [
            .. limits, .. tls, $"--Security:ClientCaFile={certificates.ClientCaFile}", .. GrantTo($"San={Certificates.ClientName}"),
        ]);

        using var toOff = new DescribeLoad(off, TaskId, token: null, certificates: null);
        LoadComparison[] comparisons =
        [
            new("a token, limits and metrics", new(withTokens, TaskId, token, certificates: null), "at least 0.91", "at most 1.10"),
            new("a token that nobody looks at", new(off, TaskId, token, certificates: null)),
            new("TLS, a client certificate, limits and metrics", new(withCertificates, TaskId, token: null, certificates), "at least 0.83", "at most 1.20"),
            new("TLS", new(withTls, TaskId, token: null, certificates)),
        ];
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var ofOff = await toOff.MeasureAsync();
            foreach (var comparison in comparisons)
            {
                await comparison.MeasureAsync(ofOff, counts: round >= 0);
            }
        }

        await Report.Of("limits", [.. comparisons.SelectMany(comparison => comparison.Measures)]).PublishAsync();
        Array.ForEach(comparisons, comparison => comparison.Dispose());

        Task<ServerProcess> StartAsync(params IEnumerable<string> settings) =>
            ServerProcess.StartAsync(typeof(Server.Log).Assembly, [$"--Sources:default:ServiceUrl={aws.ServiceUrl}", .. settings]);
    }

    private static string[] GrantTo(string whom) =>
        [$"--Security:Grants:readers:{whom}", "--Security:Grants:readers:Permissions=audit.read", "--Security:Grants:readers:Sources=*"];
}
