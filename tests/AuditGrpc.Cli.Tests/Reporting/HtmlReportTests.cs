using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AuditGrpc.Simulator;

namespace AuditGrpc.Cli.Tests.Reporting;

public sealed class HtmlReportTests
{
    [Fact]
    public async Task Html_TextFromOutside_IsEncoded()
    {
        await using var server = await MixedAudit.StartAsync();

        var page = await server.ReportAsync("html");

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        // As the resource, as the reason, and as what a check says of its failure.
        const string Encoded = "&lt;script&gt;alert(1)&lt;/script&gt; | `a` *b* [c](http://d) &quot; &#x27; &amp; ";
        Assert.Equal(3, Regex.Count(page, Regex.Escape(Encoded)));
    }

    [Fact]
    public async Task Html_Policy_AllowsItsStyleSheetAlone()
    {
        await using var server = await MixedAudit.StartAsync();

        var page = await server.ReportAsync("html");

        var sheet = Regex.Match(page, "<style>(.*)</style>", RegexOptions.Singleline).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet))).Replace("+", "&#x2B;", StringComparison.Ordinal);
        Assert.Contains(
            $"default-src &#x27;none&#x27;; style-src &#x27;sha256-{hash}&#x27;; base-uri &#x27;none&#x27;; form-action &#x27;none&#x27;",
            page,
            StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\b(src|srcset|style|on\w+)=|url\(|@import", page);
        Assert.All(
            Regex.Matches(page, @"href=""(.*?)""").Select(link => link.Groups[1].Value),
            link => Assert.Contains($"id=\"{link[1..]}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Html_Charts_SayInWordsWhatTheyShow()
    {
        await using var server = await MixedAudit.StartAsync();

        var page = await server.ReportAsync("html");

        Assert.Contains(
            """role="img" aria-label="Checks by outcome: noncompliant 4, failed 1, canceled 1, compliant 1">""",
            page,
            StringComparison.Ordinal);
        Assert.Contains(
            """role="img" aria-label="Findings by severity: CRITICAL 4, 2 suppressed, HIGH 0, MEDIUM 301, 2 suppressed, LOW 2">""",
            page,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_WithoutFindings_SaysNone()
    {
        await using var server = await MixedAudit.StartAsync();

        var page = await server.ReportAsync("html", SimulatedAudits.Scheduled);

        Assert.Contains("<p>None.</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<h3", page, StringComparison.Ordinal);
    }
}
