using AuditGrpc.EndToEnd.Tests.Harness;

namespace AuditGrpc.Cli.Tests.Reporting;

/// <summary>The page in a real browser.</summary>
public sealed class BrowserTests
{
    private const string Intruder = """<img src="http://elsewhere.example/spy.png"><script>document.title = "run"</script></body>""";

    [ToolFact(ForeignTools.Chromium)]
    public async Task Browser_OpensAReport_ShowsItAndAsksForNothing()
    {
        await using var server = await MixedAudit.StartAsync();

        var browser = await Browser.OpenAsync(await server.ReportAsync("html"));

        Assert.Empty(browser.Requests);
        Assert.DoesNotContain("Content Security Policy", browser.Log, StringComparison.Ordinal);
        Assert.Contains($"<h1>{MixedAudit.Verdict}</h1>", browser.Dom, StringComparison.Ordinal);
        Assert.Contains("<dt>Findings</dt><dd>307, and 4 suppressed</dd>", browser.Dom, StringComparison.Ordinal);
        Assert.Contains(">301, 2 suppressed</text>", browser.Dom, StringComparison.Ordinal);
        Assert.Contains("""<td class="count">6,000</td>""", browser.Dom, StringComparison.Ordinal);
        // What was markup is text to the browser, too.
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; | `a` *b*", browser.Dom, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", browser.Dom, StringComparison.Ordinal);
    }

    [ToolFact(ForeignTools.Chromium)]
    public async Task Browser_GivenMoreThanTheReport_IsHeldBackByItsPolicyAlone()
    {
        await using var server = await MixedAudit.StartAsync();
        var page = (await server.ReportAsync("html")).Replace("</body>", Intruder, StringComparison.Ordinal);

        var held = await Browser.OpenAsync(page);
        var free = await Browser.OpenAsync(page.Replace("Content-Security-Policy", "X-No-Policy", StringComparison.Ordinal));

        Assert.Empty(held.Requests);
        Assert.Contains("Content Security Policy", held.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("<title>run</title>", held.Dom, StringComparison.Ordinal);
        Assert.StartsWith("GET http://elsewhere.example/spy.png", Assert.Single(free.Requests), StringComparison.Ordinal);
        Assert.Contains("<title>run</title>", free.Dom, StringComparison.Ordinal);
    }
}
