namespace AuditGrpc.Cli.Output;

/// <summary>
/// AWS's text format: a line for each group of values, tabs between them, ordered by the members' names, which are not printed. A group
/// within another begins with its own name in capitals.
/// </summary>
internal static class TextOutput
{
    public static void Write(Members reply, TextWriter output) => Write(reply, null, null, output);

    /// <summary>A value, as text and tables have it.</summary>
    public static string Of(object scalar) => scalar is bool truth ? (truth ? "True" : "False") : scalar.ToString()!;

    /// <param name="members">The group.</param>
    /// <param name="name">Its name, if it has one.</param>
    /// <param name="columns">The members that each group of its list has a value for, if only an empty one.</param>
    /// <param name="output">Where to.</param>
    private static void Write(Members members, string? name, IReadOnlyList<string>? columns, TextWriter output)
    {
        var values = columns is null
            ? [.. members.Sorted().Where(member => IsScalar(member.Value)).Select(member => Of(member.Value))]
            : columns.Select(column => members.Find(member => member.Key == column).Value is { } value ? Of(value) : "").ToList();
        if (values.Count > 0)
        {
            output.WriteLine(string.Join('\t', name is null ? values : values.Prepend(name.ToUpperInvariant())));
        }

        foreach (var (memberName, value) in members.Sorted())
        {
            switch (value)
            {
                case Members group:
                    Write(group, memberName, null, output);
                    break;
                case List<Members> list:
                    var all = Columns(list);
                    list.ForEach(item => Write(item, memberName, all, output));
                    break;
            }
        }
    }

    public static bool IsScalar(object value) => value is not (Members or List<Members>);

    /// <summary>The names of the values that any item of a list has.</summary>
    public static IReadOnlyList<string> Columns(List<Members> list) =>
        [.. list.SelectMany(item => item).Where(member => IsScalar(member.Value)).Select(member => member.Key)
            .Distinct().Order(StringComparer.Ordinal)];
}
