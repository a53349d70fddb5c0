using AuditGrpc.V1;

namespace AuditGrpc.Cli.Reporting;

/// <summary>The tables of the page: one of checks, and one of findings for each check that has some.</summary>
internal static class HtmlTables
{
    public static Html OfChecks(AuditReport report) => $"""
        <table aria-labelledby="checks">
        <thead>
        <tr><th scope="col">Check</th><th scope="col">Severity</th><th scope="col">State</th>
        <th scope="col" class="count">Noncompliant</th><th scope="col" class="count">Resources</th>
        <th scope="col" class="count">Suppressed</th></tr>
        </thead>
        <tbody>
        {report.Checks.Select(CheckRow)}</tbody>
        </table>
        """;

    public static Html OfFindings(AuditReport report) => report.Checks.Any(HasFindings)
        ? (Html)$"{report.Checks.Index().Where(check => HasFindings(check.Item)).Select(check => Section(check.Item, check.Index))}"
        : $"<p>{(report.HasEnded ? "None." : "None so far.")}</p>";

    private static Html CheckRow(CheckReport check, int index)
    {
        var name = HasFindings(check) ? (Html)$"""<a href="#check-{index}">{check.Name}</a>""" : $"{check.Name}";
        var details = check.Details;
        return $"""
            <tr><th scope="row">{name}{Small(check.Title)}</th><td>{Badge(check.Severity)}</td>
            <td><span class="badge {HtmlStyle.ToneOf(check.Outcome)}">{check.State}</span>{Small(details.Message)}</td>
            {Count(details.HasNonCompliantResourcesCount, details.NonCompliantResourcesCount)}
            {Count(details.HasTotalResourcesCount, details.TotalResourcesCount)}
            {Count(details.HasSuppressedNonCompliantResourcesCount, details.SuppressedNonCompliantResourcesCount)}</tr>

            """;
    }

    private static Html Section(CheckReport check, int index) => $"""
        <h3 id="check-{index}">{check.Name}</h3>
        <p>{check.Title}</p>
        <table aria-labelledby="check-{index}">
        <thead>
        <tr><th scope="col">Resource</th><th scope="col">Severity</th><th scope="col">Reason</th><th scope="col">More</th></tr>
        </thead>
        <tbody>
        {check.Findings.Select(FindingRow)}</tbody>
        </table>

        """;

    private static Html FindingRow(AuditFinding finding) => $"""
        <tr class="{(finding.IsSuppressed ? "suppressed" : "open")}">
        <th scope="row"><code>{ResourceText.Of(finding)}</code>{Small(ResourceText.TypeOf(finding))}</th>
        <td>{Badge(Severity.Of(finding))}{Small(finding.IsSuppressed ? "suppressed" : "")}</td>
        <td>{ResourceText.ReasonOf(finding)}{Small(finding.ReasonForNonComplianceCode)}</td>
        <td>{ResourceText.NotesOf(finding).Select(Small)}</td></tr>

        """;

    private static bool HasFindings(CheckReport check) => check.Findings.Count > 0;

    private static Html Badge(Severity severity) => $"""<span class="badge {HtmlStyle.ToneOf(severity)}">{severity.Word}</span>""";

    private static Html Small(string? text) => string.IsNullOrEmpty(text) ? Html.Raw("") : $"<small>{text}</small>";

    private static Html Count(bool isKnown, long count) =>
        isKnown ? $"""<td class="count">{count:N0}</td>""" : Html.Raw("""<td class="count"></td>""");
}
