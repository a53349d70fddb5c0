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

    // What is said of the test's own certificate, not of the server: it names nobody to ask for its revocation, its CA is the test's.
    private static readonly string[] OfTheCertificate =
        ["cert_chain_of_trust", "cert_revocation", "cert_crlDistributionPoints", "cert_ocspURL", "cert_trust", "cert_notAfter", "DNS_CAArecord",
            "OCSP_stapling", "certificate_transparency", "cert_validityPeriod", "cert_extlifeSpan"];

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
        Assert.DoesNotContain(
            findings, finding => !Harmless.Contains(finding.Severity) && !OfTheCertificate.Any(id => finding.Id.StartsWith(id, StringComparison.Ordinal)));
    }
}
