using System.Globalization;
using AuditGrpc.V1;
using Spectre.Console;

namespace AuditGrpc.Cli.Output;

/// <summary>How many findings there are of each severity and check: the gravest first.</summary>
internal sealed class SeverityCounts
{
    // A table that goes to a file has room for the longest name of a check.
    private const int WidthWithoutTerminal = 120;

    private static readonly Style Dim = new(Color.Grey);

    private readonly Dictionary<(AuditFindingSeverity Severity, string Word, string Check), (long Findings, long Suppressed)> _counts = [];

    public void Add(AuditFinding finding)
    {
        var key = (finding.Severity, Words.Of(finding) ?? "UNKNOWN", finding.CheckName);
        var (findings, suppressed) = _counts.GetValueOrDefault(key);
        _counts[key] = finding.IsSuppressed ? (findings, suppressed + 1) : (findings + 1, suppressed);
    }

    public Members ToReply() => new()
    {
        {
            "findingsBySeverity", Sorted().Select(row => new Members
            {
                { "severity", row.Key.Word },
                { "checkName", row.Key.Check },
                { "findings", row.Value.Findings },
                { "suppressedFindings", row.Value.Suppressed },
            }).ToList()
        },
    };

    public void WriteTable(Shell shell, bool isColored)
    {
        if (_counts.Count == 0)
        {
            shell.Output.WriteLine("No findings.");
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(shell.Output),
            Ansi = isColored ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isColored ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!shell.IsTerminal)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(new Text("Severity", Dim)).NoWrap().Footer(new Text("All")));
        table.AddColumn(new TableColumn(new Text("Check", Dim)));
        table.AddColumn(CountColumn("Findings", _counts.Values.Sum(count => count.Findings)));
        table.AddColumn(CountColumn("Suppressed", _counts.Values.Sum(count => count.Suppressed)));
        foreach (var (key, (findings, suppressed)) in Sorted())
        {
            table.AddRow(new Text(key.Word, StyleOf(key.Severity)), new Text(key.Check), Count(findings), Count(suppressed));
        }

        console.Write(table);
    }

    private static TableColumn CountColumn(string header, long sum) =>
        new TableColumn(new Text(header, Dim)).NoWrap().RightAligned().Footer(Count(sum));

    private static Text Count(long count) => new(count.ToString("N0", CultureInfo.InvariantCulture));

    // A severity without a value of its own comes last.
    private IEnumerable<KeyValuePair<(AuditFindingSeverity Severity, string Word, string Check), (long Findings, long Suppressed)>> Sorted() =>
        _counts.OrderBy(row => row.Key.Severity == AuditFindingSeverity.Unspecified)
            .ThenBy(row => row.Key.Severity)
            .ThenBy(row => row.Key.Word, StringComparer.Ordinal)
            .ThenByDescending(row => row.Value.Findings)
            .ThenBy(row => row.Key.Check, StringComparer.Ordinal);

    private static Style StyleOf(AuditFindingSeverity severity) => severity switch
    {
        AuditFindingSeverity.Critical => new Style(Color.Red, decoration: Decoration.Bold),
        AuditFindingSeverity.High => new Style(Color.Red),
        AuditFindingSeverity.Medium => new Style(Color.Yellow),
        AuditFindingSeverity.Low => new Style(Color.Blue),
        _ => Dim,
    };
}
