using System.Globalization;
using AuditGrpc.Cli.Output;
using AuditGrpc.Client;
using AuditGrpc.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AuditGrpc.Cli.Watching;

/// <summary>One picture of a watch.</summary>
/// <param name="TaskId">The audit.</param>
/// <param name="Audit">Its state; null before the first.</param>
/// <param name="Progress">What the watch says of itself; null before it says anything.</param>
/// <param name="WasRunning">Whether it was seen running, so that its end is known to be now.</param>
internal sealed record Frame(string TaskId, AuditTask? Audit, WatchProgress? Progress, bool WasRunning)
{
    // Narrower than these, columns are left out.
    private const int WidthForSuppressed = 92;
    private const int WidthForResources = 64;
    private const int MaxBar = 30;
    private const int LeastName = 12;
    // A column has a blank on either side, and a border on its left; the last has one on its right, too.
    private const int ColumnEdge = 3;
    private const int LastEdge = 1;

    private static readonly Style Dim = new(Color.Grey);

    public IRenderable Render(DateTimeOffset now, int width, bool unicode)
    {
        if (Audit is null)
        {
            return new Rows(Line(("Audit ", Style.Plain), (TaskId, new Style(decoration: Decoration.Bold))), Footer(now));
        }

        return new Rows(Head(Audit), Bar(Audit, width, unicode), Footer(now), Checks(Audit, width));
    }

    private Paragraph Head(AuditTask audit) => Line(
        ("Audit ", Style.Plain),
        (TaskId, new Style(decoration: Decoration.Bold)),
        ("  ", Style.Plain),
        (Words.Of(audit) ?? "UNKNOWN", StyleOf(audit)),
        (audit.HasScheduledAuditName ? $"  {audit.ScheduledAuditName}" : audit.TaskType == AuditTaskType.OnDemandAuditTask ? "  on demand" : "", Dim));

    private static Paragraph Bar(AuditTask audit, int width, bool unicode)
    {
        var (done, all) = CheckText.ProgressOf(audit);
        var size = Math.Clamp(width / 4, 1, MaxBar);
        var full = all > 0 ? Math.Clamp(size * done / all, 0, size) : 0;
        return Line(
            (new string(unicode ? '█' : '#', full), StyleOf(audit)),
            (new string(unicode ? '░' : '-', size - full), Dim),
            ($" {CheckText.DoneOf(audit)}", Style.Plain));
    }

    private Paragraph Footer(DateTimeOffset now)
    {
        var parts = new List<string>();
        var isOver = Audit?.IsTerminal() == true;
        var observed = Progress?.ObserveTime;
        if (Audit?.TaskStartTime is { } start && (!isOver || WasRunning))
        {
            var elapsed = (isOver ? observed ?? now : now) - start.ToDateTimeOffset();
            parts.Add($"{(isOver ? "took" : "elapsed")} {Duration(elapsed)}");
        }

        if (!isOver)
        {
            parts.Add(observed is { } time ? $"last report {Math.Max(0, (int)(now - time).TotalSeconds)} s ago" : "connecting");
        }

        if (Progress is { Breaks: > 0 and var breaks })
        {
            parts.Add(breaks == 1 ? "1 reconnect" : $"{breaks} reconnects");
        }

        var line = Line((string.Join(" | ", parts), Dim));
        if (Progress?.Broken is { } broken && !isOver)
        {
            line.Append($" | reconnecting: {broken.Status.Detail}", new Style(Color.Yellow));
        }

        return line;
    }

    private static Table Checks(AuditTask audit, int width)
    {
        var hasResources = width >= WidthForResources;
        var hasSuppressed = width >= WidthForSuppressed;
        string[] all = ["Check", "State", "Resources", "Noncompliant", "Suppressed"];
        var headers = all.Take(hasSuppressed ? 5 : hasResources ? 4 : 2).ToList();
        var checks = audit.AuditDetails.OrderBy(check => check.Key, StringComparer.Ordinal).ToList();
        var states = checks.ConvertAll(check => CheckText.StateOf(check.Value, hasResources));
        // Names give way: Spectre.Console would take from every column, and make rows two lines high.
        var others = headers.Skip(2).Sum(header => header.Length + ColumnEdge) + states.Append("").Max(state => state.Length) + ColumnEdge;
        var room = Math.Max(LeastName, width - others - ColumnEdge - LastEdge);

        var table = new Table().Border(TableBorder.Simple);
        foreach (var header in headers)
        {
            var column = new TableColumn(new Text(header, Dim)).NoWrap();
            table.AddColumn(headers.IndexOf(header) < 2 ? column : column.RightAligned());
        }

        foreach (var ((name, check), state) in checks.Zip(states))
        {
            var style = StyleOf(check.CheckRunStatus);
            List<IRenderable> cells =
            [
                new Text(name.Length <= room ? name : $"{name[..(room - 2)]}..", Style.Plain),
                new Text(state, style),
                Count(check.HasTotalResourcesCount, check.TotalResourcesCount, Style.Plain),
                Count(check.HasNonCompliantResourcesCount, check.NonCompliantResourcesCount, style),
                Count(check.HasSuppressedNonCompliantResourcesCount, check.SuppressedNonCompliantResourcesCount, Dim),
            ];
            table.AddRow(cells.Take(headers.Count));
        }

        return table;
    }

    private static Text Count(bool isKnown, long count, Style style) =>
        new(isKnown ? count.ToString("N0", CultureInfo.InvariantCulture) : "", style);

    private static Style StyleOf(AuditTask audit) => audit.TaskStatus switch
    {
        AuditTaskStatus.InProgress => new Style(Color.Blue),
        AuditTaskStatus.Completed => StyleOf(audit.TaskStatistics is { NonCompliantChecks: 0, FailedChecks: 0 }
            ? AuditCheckRunStatus.CompletedCompliant
            : AuditCheckRunStatus.CompletedNonCompliant),
        AuditTaskStatus.Failed => StyleOf(AuditCheckRunStatus.Failed),
        _ => Dim,
    };

    private static Style StyleOf(AuditCheckRunStatus status) => status switch
    {
        AuditCheckRunStatus.InProgress => new Style(Color.Blue),
        AuditCheckRunStatus.CompletedCompliant => new Style(Color.Green),
        AuditCheckRunStatus.CompletedNonCompliant => new Style(Color.Yellow),
        AuditCheckRunStatus.Failed => new Style(Color.Red),
        _ => Dim,
    };

    private static Paragraph Line(params (string Text, Style Style)[] parts)
    {
        var line = new Paragraph { Overflow = Overflow.Ellipsis };
        foreach (var (text, style) in parts)
        {
            line.Append(text, style);
        }

        return line;
    }

    private static string Duration(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Max(0, time.TotalHours)}:{Math.Abs(time.Minutes):00}:{Math.Abs(time.Seconds):00}");
}
