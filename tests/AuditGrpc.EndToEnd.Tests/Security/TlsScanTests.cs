using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace AuditGrpc.EndToEnd.Tests.Security;

/// <summary>The TLS port, as testssl.sh sees it.</summary>
public sealed class TlsScanTests(ITestOutputHelper output) : IDisposable
{
    // Versions, and kinds of ciphers: nearly all of the known attacks need one that is old. The other checks take minutes, and are made
    // where TESTSSL is "all".
    private static readonly string[] Quick = ["--protocols", "--standard"];
    private static readonly string[] All = ["--protocols", "--standard", "--pfs", "--server-preference", "--server-defaults", "--vulnerable"];
    private static readonly string[] Harmless = ["OK", "INFO", "DEBUG"];

    // What is said of the test's own certificate, and of a machine that is asked by address: the operator's business, not the server's.
    private static readonly Dictionary<string, string> Excluded = new()
    {
        ["cert_chain_of_trust"] = "the CA is the test's own",
        ["cert_validityPeriod"] = "the test's certificate lives for years",
        ["cert_revocation"] = "the test's CA has neither CRL nor OCSP",
    };

    private readonly string _findings = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.json");

    public void Dispose() => File.Delete(_findings);

    [ToolFact(ForeignTools.TestSsl)]
    public async Task TlsPort_ScannedByTestSsl_HasNothingWorseThanInformational()
    {
        await using var scene = await SecureScene.StartAsync(TimeProvider.System);
        var isAll = Environment.GetEnvironmentVariable("TESTSSL") == "all";

        var scan = await Command.RunAsync(
            ForeignTools.PathOf(ForeignTools.TestSsl),
            [
                "--quiet", "--color", "0", "--warnings", "batch", "--nodns", "none", "--jsonfile", _findings, .. isAll ? All : Quick,
                $"127.0.0.1:{scene.Server.Address.Port}",
            ],
            limit: TimeSpan.FromMinutes(10));
        output.WriteLine(scan.Output);

        var findings = JsonNode.Parse(await File.ReadAllTextAsync(_findings))!.AsArray()
            .Select(finding => (Id: (string)finding!["id"]!, Severity: (string)finding["severity"]!, Text: (string)finding["finding"]!))
            .ToList();
        Assert.Contains(findings, finding => finding is { Id: "TLS1_2", Severity: "OK" });
        Assert.Contains(findings, finding => finding is { Id: "TLS1_3", Severity: "OK" });
        Assert.Contains(findings, finding => finding is { Id: "TLS1_1", Text: "not offered" });
        var worse = findings.Where(finding => !Harmless.Contains(finding.Severity)).ToList();
        foreach (var finding in worse)
        {
            output.WriteLine($"{finding.Severity} {finding.Id}: {finding.Text} ({Reason(finding.Id) ?? "not excluded"})");
        }

        Assert.DoesNotContain(worse, finding => Reason(finding.Id) is null);
    }

    // A server with several certificates has each finding with a number behind it.
    private static string? Reason(string id) => Excluded.GetValueOrDefault(id.Split(' ')[0]);
}
