using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Reporting;

/// <summary>A report for a pull request or a wiki, in the Markdown that has tables.</summary>
internal static partial class MarkdownReport
{
    private const string Marks = @"\`*_[]<>|#~&$";

    // Forges look for people, issues and addresses in what is shown, however it is escaped. This has no width.
    private const string Gap = "\u200B";

    public static void Write(AuditReport report, TextWriter output)
    {
        output.WriteLine($"# {Text(report.Verdict)}");
        output.WriteLine();
        foreach (var (name, value) in report.Facts)
        {
            output.WriteLine($"- {name}: {Text(value)}");
        }

        output.WriteLine();
        WriteTable(output, ["Severity", "Findings", "Suppressed"], report.Severities
            .Select(count => new[] { Text(count.Severity.Word), Number(count.Findings), Number(count.Suppressed) }));

        output.WriteLine("## Checks");
        output.WriteLine();
        WriteTable(output, ["Check", "Severity", "State", "Noncompliant", "Resources", "Suppressed"], report.Checks.Select(CheckRow));

        output.WriteLine("## Findings");
        output.WriteLine();
        var found = report.Checks.Where(check => check.Findings.Count > 0).ToList();
        if (found.Count == 0)
        {
            output.WriteLine(report.HasEnded ? "None." : "None so far.");
        }

        foreach (var check in found)
        {
            output.WriteLine($"### {Text(check.Name)}");
            output.WriteLine();
            if (check.Title is { } title)
            {
                output.WriteLine($"{Text(title)}.");
                output.WriteLine();
            }

            WriteTable(output, ["Severity", "Resource", "Reason", "More"], check.Findings.Select(FindingRow));
        }
    }

    private static string[] CheckRow(CheckReport check) =>
    [
        Text(check.Name),
        Text(check.Severity.Word),
        Text(check.State),
        check.Details.HasNonCompliantResourcesCount ? Number(check.Details.NonCompliantResourcesCount) : "",
        check.Details.HasTotalResourcesCount ? Number(check.Details.TotalResourcesCount) : "",
        check.Details.HasSuppressedNonCompliantResourcesCount ? Number(check.Details.SuppressedNonCompliantResourcesCount) : "",
    ];

    private static string[] FindingRow(AuditFinding finding) =>
    [
        Text(Severity.Of(finding).Word) + (finding.IsSuppressed ? ", *suppressed*" : ""),
        Text($"{ResourceText.TypeOf(finding)} {ResourceText.Of(finding)}"),
        Text(ResourceText.ReasonOf(finding)),
        string.Join("<br>", ResourceText.NotesOf(finding).Select(Text)),
    ];

    private static void WriteTable(TextWriter output, string[] headers, IEnumerable<string[]> rows)
    {
        output.WriteLine($"| {string.Join(" | ", headers)} |");
        output.WriteLine($"|{string.Concat(headers.Select(_ => "---|"))}");
        foreach (var row in rows)
        {
            output.WriteLine($"| {string.Join(" | ", row)} |");
        }

        output.WriteLine();
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>As it is, on one line: no mark in it means anything, and it calls nobody and leads nowhere.</summary>
    private static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in Reference().Replace(string.Concat(text.Select(Visible)), Gap))
        {
            escaped.Append(Marks.Contains(letter) ? $"\\{letter}" : $"{letter}");
        }

        return escaped.ToString().Trim();
    }

    /// <summary>A blank in place of what breaks lines, or turns the text behind it around.</summary>
    private static char Visible(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        ? ' '
        : letter;

    /// <summary>Where a mention of a person, an issue, a label or the like, or a bare address, is to be broken.</summary>
    [GeneratedRegex("""(?<=[@#!~$%&^])(?=[\w"/])|(?=://)|(?<=\bwww)(?=\.)|(?<=\bGH-)(?=[0-9])""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
