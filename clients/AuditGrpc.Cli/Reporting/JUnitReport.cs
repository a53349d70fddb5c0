using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using AuditGrpc.Cli.Output;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Reporting;

/// <summary>
/// A report for pipelines, as JUnit's: a test case for each check. There is no standard for it: this is what the strictest readers
/// demand, and the others take.
/// </summary>
internal static class JUnitReport
{
    // CI systems tell a test of several runs by its names: they are the same from audit to audit.
    private const string SuiteName = "AWS IoT Device Defender audit";
    private const string ClassName = "DeviceDefender.Audit";

    private static readonly XmlWriterSettings Settings = new() { Indent = true, OmitXmlDeclaration = true };

    public static void Write(AuditReport report, TextWriter output)
    {
        // The writer would name the encoding of a text in memory, UTF-16.
        output.WriteLine("""<?xml version="1.0" encoding="UTF-8"?>""");
        using (var xml = XmlWriter.Create(output, Settings))
        {
            new XElement("testsuites", Suite(report)).Save(xml);
        }

        output.WriteLine();
    }

    private static XElement Suite(AuditReport report)
    {
        List<XElement> cases = [.. report.Checks.Select(Case)];
        // Without a check to blame, all would be green.
        if (report.Audit.TaskStatus == AuditTaskStatus.Failed && Count("error") == 0)
        {
            cases.Add(Case("The audit", Problem("error", report.Verdict, "FAILED", [])));
        }

        return new XElement(
            "testsuite",
            Attribute("name", report.Audit.HasScheduledAuditName ? $"{SuiteName} {report.Audit.ScheduledAuditName}" : SuiteName),
            Attribute("package", "auditgrpc"),
            Attribute("id", "0"),
            Attribute("hostname", "localhost"),
            Attribute("timestamp", (report.Audit.TaskStartTime?.ToDateTime() ?? report.Time.UtcDateTime).ToString("s")),
            // AWS tells when an audit started, not when it ended.
            Attribute("time", "0"),
            Attribute("tests", Number(cases.Count)),
            Attribute("failures", Number(Count("failure"))),
            Attribute("errors", Number(Count("error"))),
            Attribute("skipped", Number(Count("skipped"))),
            new XElement(
                "properties",
                report.Facts.Select(fact => new XElement("property", Attribute("name", fact.Name), Attribute("value", fact.Value)))),
            cases,
            new XElement("system-out", Text(string.Join('\n', SuppressedIn(report).Prepend(report.Verdict)))),
            new XElement("system-err", report.HasEnded ? null : "The audit is still running."));

        int Count(string outcome) => cases.Count(test => test.Element(outcome) is not null);
    }

    private static XElement Case(CheckReport check) => Case(check.Name, check.Outcome switch
    {
        CheckOutcome.Compliant => null,
        CheckOutcome.Noncompliant =>
            Problem("failure", $"{check.Severity.Word}: {check.Counts}", check.Severity.Word, check.Findings.Select(Line)),
        CheckOutcome.Failed => Problem("error", check.Counts, check.Details.HasErrorCode ? check.Details.ErrorCode : "FAILED", []),
        _ => new XElement("skipped", Attribute("message", check.State)),
    });

    private static XElement Case(string name, XElement? problem) =>
        new("testcase", Attribute("classname", ClassName), Attribute("name", name), Attribute("time", "0"), problem);

    private static XElement Problem(string kind, string message, string type, IEnumerable<string> lines) =>
        new(kind, Attribute("message", message), Attribute("type", type), Text(string.Join('\n', lines)));

    /// <summary>What compliant checks found, which a test case that passes has no place for.</summary>
    private static IEnumerable<string> SuppressedIn(AuditReport report) =>
        from check in report.Checks
        where check.Outcome == CheckOutcome.Compliant
        from finding in check.Findings
        select $"{check.Name}: {Line(finding)}";

    private static string Line(AuditFinding finding)
    {
        var code = finding.HasReasonForNonComplianceCode ? $" ({finding.ReasonForNonComplianceCode})" : "";
        return $"{(finding.IsSuppressed ? "suppressed: " : "")}{Severity.Of(finding).Word} {ResourceText.TypeOf(finding)} "
            + $"{ResourceText.Of(finding)}: {ResourceText.ReasonOf(finding)}{code}";
    }

    private static XAttribute Attribute(string name, string value) => new(name, Text(value));

    /// <summary>Without what XML has no way to write.</summary>
    private static string Text(string text) =>
        string.Concat(text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
