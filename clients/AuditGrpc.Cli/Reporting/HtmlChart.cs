namespace AuditGrpc.Cli.Reporting;

/// <summary>A bar of a chart: as long as a count, and after it, paler, what is suppressed.</summary>
internal sealed record Bar(string Label, string Tone, int Count, int Pale = 0);

/// <summary>A chart of bars, as a picture with a description in words.</summary>
internal static class HtmlChart
{
    private const int RowHeight = 30;
    private const int BarHeight = 18;
    private const int LabelWidth = 112;
    private const int BarWidth = 170;
    private const int Width = 460;

    public static Html Of(string title, IReadOnlyList<Bar> bars)
    {
        var most = Math.Max(1, bars.Max(bar => bar.Count + bar.Pale));
        var words = string.Join(", ", bars.Select(bar => $"{bar.Label} {TextOf(bar)}"));
        return $"""
            <figure>
            <figcaption>{title}</figcaption>
            <svg viewBox="0 0 {Width} {bars.Count * RowHeight}" role="img" aria-label="{title}: {words}">
            {bars.Select((bar, row) => Row(bar, row * RowHeight, most))}</svg>
            </figure>

            """;
    }

    private static Html Row(Bar bar, int top, int most)
    {
        var (full, pale) = (LengthOf(bar.Count, most), LengthOf(bar.Pale, most));
        var (bars, text) = (top + ((RowHeight - BarHeight) / 2), top + (RowHeight / 2) + 5);
        return $"""
            <text x="0" y="{text}">{bar.Label}</text>
            <rect class="{bar.Tone}" x="{LabelWidth}" y="{bars}" width="{full}" height="{BarHeight}"/>
            <rect class="{bar.Tone} pale" x="{LabelWidth + full}" y="{bars}" width="{pale}" height="{BarHeight}"/>
            <text class="count" x="{LabelWidth + full + pale + 8}" y="{text}">{TextOf(bar)}</text>

            """;
    }

    /// <summary>What there is one of is seen, however many there are of others.</summary>
    private static int LengthOf(int count, int most) => count == 0 ? 0 : Math.Max(2, (int)((long)BarWidth * count / most));

    private static string TextOf(Bar bar) => bar.Pale == 0 ? $"{bar.Count:N0}" : $"{bar.Count:N0}, {bar.Pale:N0} suppressed";
}
