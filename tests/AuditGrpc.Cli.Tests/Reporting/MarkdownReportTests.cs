using System.Text.RegularExpressions;

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

        Assert.Contains(@"\<script\>alert(1)\</script\> \| \`a\` \*b\* \[c\](http://d) "" ' \&", report, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", report.Replace(@"\<", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| (CRITICAL|HIGH|MEDIUM|LOW)\b")]
    private static partial Regex RowOfSeverity();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex UnescapedPipe();
}
