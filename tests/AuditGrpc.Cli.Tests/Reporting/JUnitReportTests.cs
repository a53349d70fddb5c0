using System.Text.Json.Nodes;
using System.Xml.Linq;
using System.Xml.Schema;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;

namespace AuditGrpc.Cli.Tests.Reporting;

public sealed class JUnitReportTests
{
    private const string Read =
        "console.log(JSON.stringify(require('test-results-parser').parse({ type: 'junit', files: [process.argv[1]] })))";

    [Fact]
    public async Task JUnit_OfEachAudit_FollowsTheSchema()
    {
        await using var server = await MixedAudit.StartAsync();
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Repository.PathTo("tests/AuditGrpc.Cli.Tests/Reporting/junit.xsd"));

        string[] audits =
        [
            MixedAudit.TaskId, SimulatedAudits.NonCompliant, SimulatedAudits.Failed, SimulatedAudits.Canceled,
            SimulatedAudits.Scheduled, SimulatedAudits.Suppressed, SimulatedAudits.PartlyFailed, SimulatedAudits.Running,
        ];
        foreach (var audit in audits)
        {
            var suite = await SuiteAsync(server, audit, schemas);
            Assert.Equal((int)suite.Attribute("tests")!, suite.Elements("testcase").Count());
            Assert.Equal((int)suite.Attribute("failures")!, suite.Descendants("failure").Count());
            Assert.Equal((int)suite.Attribute("errors")!, suite.Descendants("error").Count());
            Assert.Equal((int)suite.Attribute("skipped")!, suite.Descendants("skipped").Count());
        }
    }

    [Fact]
    public async Task JUnit_OfEachOutcome_HasItsElement()
    {
        await using var server = await MixedAudit.StartAsync();

        var suite = await SuiteAsync(server, MixedAudit.TaskId);
        var cases = suite.Elements("testcase")
            .ToDictionary(test => test.Attribute("name")!.Value, test => test.Elements().SingleOrDefault());

        Assert.Equal("2026-01-02T02:04:05", suite.Attribute("timestamp")!.Value);
        Assert.Null(cases["CA_CERTIFICATE_EXPIRING_CHECK"]);
        Assert.Equal(("skipped", "canceled"), Told("CONFLICTING_CLIENT_IDS_CHECK"));
        Assert.Equal(("failure", "CRITICAL: 4 of 9 resources noncompliant, 2 suppressed"), Told("DEVICE_CERTIFICATE_SHARED_CHECK"));
        Assert.Equal(("error", "INSUFFICIENT_PERMISSIONS: " + MixedAudit.Evil.Replace("\u0001\uffff", "", StringComparison.Ordinal)),
            Told("REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK"));
        var lines = cases["DEVICE_CERTIFICATE_SHARED_CHECK"]!.Value.Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.Equal(2, lines.Count(line => line.StartsWith("suppressed: CRITICAL DEVICE_CERTIFICATE ", StringComparison.Ordinal)));
        Assert.Equal(300, cases["DEVICE_CERTIFICATE_EXPIRING_CHECK"]!.Value.Split('\n').Length);
        Assert.Equal(3, suite.Element("system-out")!.Value.Split('\n').Length);

        (string, string) Told(string check) => (cases[check]!.Name.LocalName, cases[check]!.Attribute("message")!.Value);
    }

    [Fact]
    public async Task JUnit_OfAFailedAuditWithoutChecks_IsAnError()
    {
        await using var server = await MixedAudit.StartAsync();
        server.Aws.Audits.Put("failed", new AuditState { TaskStatus = "FAILED" });

        var test = Assert.Single((await SuiteAsync(server, "failed")).Elements("testcase"));

        Assert.Equal("The audit failed", test.Element("error")!.Attribute("message")!.Value);
    }

    [ToolFact(ForeignTools.JUnitReader)]
    public async Task JUnit_InACiTool_IsReadAsItWasMeant()
    {
        await using var server = await MixedAudit.StartAsync();
        var file = Path.ChangeExtension(Path.GetTempFileName(), ".xml");
        (await server.CliAsync("report", "--task-id", MixedAudit.TaskId, "--format", "junit", "--out", file)).Succeeded();

        var read = JsonNode.Parse((await Command.RunAsync(ForeignTools.PathOf(ForeignTools.JUnitReader), ["-e", Read, file],
            new Dictionary<string, string> { ["NODE_PATH"] = Repository.PathTo("eng/node_modules") })).Succeeded())!;

        var suite = Assert.Single(read["suites"]!.AsArray())!;
        Assert.Equal((4, 1, 1), ((int)suite["failed"]!, (int)suite["errors"]!, (int)suite["skipped"]!));
        var cases = suite["cases"]!.AsArray();
        Assert.Equal((5, 1, 1), (Count("FAIL"), Count("PASS"), Count("SKIP")));
        var logging = cases.Single(test => (string)test!["name"]! == "LOGGING_DISABLED_CHECK")!;
        Assert.Equal("LOW: 1 of 1 resources noncompliant", (string)logging["failure"]!);
        Assert.Contains("€😀 (EVIL)", (string)logging["stack_trace"]!, StringComparison.Ordinal);
        File.Delete(file);

        int Count(string status) => cases.Count(test => (string)test!["status"]! == status);
    }

    private static async Task<XElement> SuiteAsync(RunningServer server, string taskId, XmlSchemaSet? schemas = null)
    {
        var document = XDocument.Parse((await server.CliAsync("report", "--task-id", taskId, "--format", "junit")).Succeeded());
        document.Validate(schemas ?? new(), (_, fault) => Assert.Fail($"{taskId}: {fault.Message}"));
        return document.Root!.Element("testsuite")!;
    }
}
