using System.Text.RegularExpressions;
using AuditGrpc.Simulator;

namespace AuditGrpc.Cli.Tests.Reporting;

public sealed partial class MarkdownReportTests
{
    [Fact]
    public async Task Markdown_EveryTable_HasRowsAsWideAsItsHead()
    {
        await using var server = await MixedAudit.StartAsync();

        var lines = (await server.ReportAsync("markdown")).Split('\n');

        var width = 0;
        foreach (var line in lines)
        {
            var cells = UnescapedPipe().Count(line);
            width = cells == 0 ? 0 : width == 0 ? cells : width;
            Assert.Equal(width, cells);
        }

        // One for each finding, one for each severity.
        Assert.Equal(311 + 4, lines.Count(line => RowOfSeverity().IsMatch(line)));
        Assert.Contains("| MEDIUM | 301 | 2 |", lines);
        Assert.Contains(@"| DEVICE\_CERTIFICATE\_SHARED\_CHECK | CRITICAL | noncompliant | 4 | 9 | 2 |", lines);
        Assert.Equal(4, lines.Count(line => line.Contains(", *suppressed*", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Markdown_TextFromOutside_MeansNothing()
    {
        await using var server = await MixedAudit.StartAsync();

        var report = await server.ReportAsync("markdown");

        Assert.Contains(@"\<script\>alert(1)\</script\> \| \`a\` \*b\* \[c\](http" + "\u200B" + @"://d) "" ' \&", report, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", report.Replace(@"\<", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@someone and @org/team", "@~someone and @~org/team")]
    [InlineData("me@example.com", "me@~example.com")]
    [InlineData("fixes #12, !34, owner/name#5, GH-6, gh-7", "fixes \\#~12, !~34, owner/name\\#~5, GH-~6, gh-~7")]
    [InlineData("https://evil.test or www.evil.test", "https~://evil.test or www~.evil.test")]
    [InlineData("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>")]
    [InlineData("![a](b) $x$ %1", "!\\[a\\](b) \\$~x\\$ %~1")]
    [InlineData("a\r\n# b\u2028| c\u202Ed", "a  \\# b \\| c d")]
    [InlineData("arn:aws:iot:eu-west-1:123456789012:thing/a-b", "arn:aws:iot:eu-west-1:123456789012:thing/a-b")]
    public async Task Markdown_ANameThatMeansMore_CallsNobodyAndLeadsNowhere(string name, string shown)
    {
        await using var server = await MixedAudit.StartAsync();
        server.Aws.Findings.Put("named", new FindingState
        {
            TaskId = MixedAudit.TaskId,
            CheckName = "LOGGING_DISABLED_CHECK",
            Severity = "LOW",
            NonCompliantResource = new FoundResource
            {
                ResourceType = "CLIENT_ID",
                ResourceIdentifier = new() { ClientId = name },
                AdditionalInfo = new Dictionary<string, string> { ["INFO"] = name },
            },
            ReasonForNonCompliance = name,
        });

        var report = await server.ReportAsync("markdown");

        // A tilde stands for what has no width.
        var text = shown.Replace('~', '\u200B');
        Assert.Contains($"| LOW | CLIENT\\_ID {text} | {text} | INFO {text} |", report, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| (CRITICAL|HIGH|MEDIUM|LOW)\b")]
    private static partial Regex RowOfSeverity();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex UnescapedPipe();
}
