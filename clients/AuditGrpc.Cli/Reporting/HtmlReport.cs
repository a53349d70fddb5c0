using System.Security.Cryptography;
using System.Text;

namespace AuditGrpc.Cli.Reporting;

/// <summary>
/// A report for people: one page that needs nothing but itself, and whose policy has a browser load and run nothing else.
/// </summary>
internal static class HtmlReport
{
    // Of the text that is between the tags, as browsers read it.
    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(HtmlStyle.Sheet)));

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{StyleHash}'; base-uri 'none'; form-action 'none'";

    public static void Write(AuditReport report, TextWriter output)
    {
        Html page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{report.Verdict}: audit {report.TaskId}</title>
            <style>{Html.Raw(HtmlStyle.Sheet)}</style>
            </head>
            <body>
            <header>
            <p>AWS IoT Device Defender audit</p>
            <h1>{report.Verdict}</h1>
            <dl>
            {report.Facts.Select(Fact)}</dl>
            </header>
            <main>
            <div class="charts">
            {HtmlChart.Of("Checks by outcome", [.. OutcomesOf(report)])}
            {HtmlChart.Of("Findings by severity", [.. report.Severities.Select(BarOf)])}
            </div>
            <section aria-labelledby="checks">
            <h2 id="checks">Checks</h2>
            {HtmlTables.OfChecks(report)}
            </section>
            <section aria-labelledby="findings">
            <h2 id="findings">Findings</h2>
            {HtmlTables.OfFindings(report)}
            </section>
            </main>
            </body>
            </html>
            """;
        output.WriteLine(page.ToString());
    }

    private static Html Fact((string Name, string Value) fact) => $"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>\n";

    private static Bar BarOf(SeverityCount count) =>
        new(count.Severity.Word, HtmlStyle.ToneOf(count.Severity), count.Findings, count.Suppressed);

    private static IEnumerable<Bar> OutcomesOf(AuditReport report) =>
        from outcome in Enum.GetValues<CheckOutcome>()
        let count = report.CountOf(outcome)
        where count > 0 || outcome is CheckOutcome.Noncompliant or CheckOutcome.Failed or CheckOutcome.Compliant
        let tone = HtmlStyle.ToneOf(outcome)
        select new Bar(tone, tone, count);
}
