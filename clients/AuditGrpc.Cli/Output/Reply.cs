namespace AuditGrpc.Cli.Output;

/// <summary>Prints a reply in the format asked for.</summary>
internal static class Reply
{
    public static readonly string[] FormatNames = ["json", "text", "table", "yaml", "yaml-stream"];

    public static OutputFormat FormatOf(string name) => (OutputFormat)Array.IndexOf(FormatNames, name) switch
    {
        < 0 => throw new ArgumentOutOfRangeException(nameof(name), name, "Not an output format."),
        var format => format,
    };

    /// <param name="operation">AWS's name for what was asked: a table's title.</param>
    /// <param name="reply">The reply; one without members prints nothing.</param>
    /// <param name="format">The format.</param>
    /// <param name="color">Whether a table is coloured.</param>
    /// <param name="output">Where to.</param>
    public static void Print(string operation, Members reply, OutputFormat format, bool color, TextWriter output)
    {
        if (reply.Count == 0)
        {
            return;
        }

        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(reply, output);
                break;
            case OutputFormat.Text:
                TextOutput.Write(reply, output);
                break;
            case OutputFormat.Table:
                TableOutput.Write(operation, reply, color, output);
                break;
            case OutputFormat.Yaml:
                YamlOutput.Write(reply, output);
                break;
            default:
                YamlOutput.WriteItem(reply, output);
                break;
        }
    }
}
