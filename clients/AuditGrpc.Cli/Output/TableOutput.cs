namespace AuditGrpc.Cli.Output;

/// <summary>AWS's table format: a box for each group of values, within the box of the group that it belongs to.</summary>
internal static class TableOutput
{
    private const int WidthWithoutTerminal = 80;

    public static void Write(string title, Members reply, bool color, TextWriter output, int? terminalWidth = null)
    {
        var sections = new List<TableSection>();
        Add(sections, title, reply, 0);
        var width = sections.Max(section => section.NaturalWidth);
        if (width > (terminalWidth ?? TerminalWidth()))
        {
            // Too wide: groups of one row go down instead of across.
            sections = sections.ConvertAll(section => section.Turned());
            width = sections.Max(section => section.NaturalWidth);
        }

        output.WriteLine(new string('-', width));
        foreach (var section in sections)
        {
            section.Write(width, color, output);
        }
    }

    private static int TerminalWidth() => Console.IsOutputRedirected || Console.WindowWidth <= 0 ? WidthWithoutTerminal : Console.WindowWidth;

    private static void Add(List<TableSection> sections, string title, Members group, int depth)
    {
        var section = new TableSection(title, depth);
        sections.Add(section);
        List<KeyValuePair<string, object>> values = [.. group.Sorted().Where(member => TextOutput.IsScalar(member.Value))];
        if (values.Count == 1)
        {
            section.AddRow([values[0].Key, TextOutput.Of(values[0].Value)]);
        }
        else if (values.Count > 1)
        {
            section.SetHeaders([.. values.Select(value => value.Key)]);
            section.AddRow([.. values.Select(value => TextOutput.Of(value.Value))]);
        }

        foreach (var (name, value) in group.Sorted())
        {
            AddGroup(sections, name, value, depth + 1);
        }
    }

    /// <summary>Adds what has a box of its own, if there is anything in it.</summary>
    private static void AddGroup(List<TableSection> sections, string title, object value, int depth)
    {
        switch (value)
        {
            case Members { Count: > 0 } group:
                Add(sections, title, group, depth);
                break;
            case List<Members> { Count: > 0 } list:
                AddList(sections, title, list, depth);
                break;
        }
    }

    private static void AddList(List<TableSection> sections, string title, List<Members> list, int depth)
    {
        var columns = TextOutput.Columns(list);
        // Rows share a box, unless any has groups of its own to follow it.
        var hasGroups = list.Exists(item => item.Exists(member => !TextOutput.IsScalar(member.Value)));
        TableSection? section = null;
        foreach (var item in list)
        {
            if (section is null || hasGroups)
            {
                section = new TableSection(title, depth);
                section.SetHeaders([.. columns]);
                sections.Add(section);
            }

            section.AddRow([.. columns.Select(column => item.Find(member => member.Key == column).Value is { } value ? TextOutput.Of(value) : "")]);
            foreach (var (name, value) in item.Sorted())
            {
                AddGroup(sections, name, value, depth + 1);
            }
        }
    }
}
