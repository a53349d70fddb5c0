using System.Text;

namespace AuditGrpc.Cli.Input;

/// <summary>The outline of a request, to fill in.</summary>
internal static class Skeleton
{
    public static string Json(IReadOnlyList<InputMember> members) => $$"""
        {
        {{string.Join(",\n", members.Select(member => $"    \"{member.Name}\": {JsonSample(member)}"))}}
        }
        """;

    public static string Yaml(IReadOnlyList<InputMember> members)
    {
        var text = new StringBuilder();
        foreach (var member in members)
        {
            var comment = $"# {(member.IsRequired ? "[REQUIRED] " : "")}{member.About}";
            text.Append(member.Kind == InputKind.TextList
                ? $"{member.Name}: {comment}\n- ''\n"
                : $"{member.Name}: {YamlSample(member)} {comment}\n");
        }

        return text.ToString().TrimEnd();
    }

    private static string JsonSample(InputMember member) => member.Kind switch
    {
        InputKind.Number => "0",
        InputKind.Time => "\"1970-01-01T00:00:00\"",
        InputKind.TextList => "[\n        \"\"\n    ]",
        _ => $"\"{member.Choices.FirstOrDefault()}\"",
    };

    private static string YamlSample(InputMember member) => member.Kind switch
    {
        InputKind.Number => "0",
        InputKind.Time => "1970-01-01 00:00:00",
        _ => member.Choices.FirstOrDefault() ?? "''",
    };
}
