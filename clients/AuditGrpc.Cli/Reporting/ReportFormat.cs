namespace AuditGrpc.Cli.Reporting;

/// <summary>What a report can be written as.</summary>
internal static class ReportFormat
{
    public const string Default = "markdown";

    public static readonly string[] Names = ["html", Default, "json", "junit"];

    public static void Write(AuditReport report, string format, TextWriter output)
    {
        switch (format)
        {
            case "html":
                HtmlReport.Write(report, output);
                break;
            case "json":
                JsonReport.Write(report, output);
                break;
            case "junit":
                JUnitReport.Write(report, output);
                break;
            default:
                MarkdownReport.Write(report, output);
                break;
        }
    }
}
