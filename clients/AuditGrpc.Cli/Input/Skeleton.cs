using System.Text;

namespace AuditGrpc.Cli.Input;

/// <summary>The outline of a request, to fill in.</summary>
internal static class Skeleton
{
    public static string Json(IReadOnlyList<InputMember> members) => Json(members, "");

    public static string Yaml(IReadOnlyList<InputMember> members) => members.Count == 0 ? "{}" : Yaml(members, "").TrimEnd();

    private static string Json(IReadOnlyList<InputMember> members, string indent) => members.Count == 0 ? "{}" : $$"""
        {
        {{string.Join(",\n", members.Select(member => $"{indent}    \"{member.Name}\": {JsonSample(member, $"{indent}    ")}"))}}
        {{indent}}}
        """;

    private static string Yaml(IReadOnlyList<InputMember> members, string indent)
    {
        var text = new StringBuilder();
        foreach (var member in members)
        {
            var comment = $"# {(member.IsRequired ? "[REQUIRED] " : "")}{member.About}";
            text.Append(member.Kind switch
            {
                InputKind.TextList => $"{indent}{member.Name}: {comment}\n{indent}- ''\n",
                InputKind.Structure => $"{indent}{member.Name}: {comment}\n{Yaml(member.Members, $"{indent}  ")}",
                _ => $"{indent}{member.Name}: {YamlSample(member)} {comment}\n",
            });
        }

        return text.ToString();
    }

    private static string JsonSample(InputMember member, string indent) => member.Kind switch
    {
        InputKind.Number => "0",
        InputKind.Truth => "true",
        InputKind.Time => "\"1970-01-01T00:00:00\"",
        InputKind.TextList => $"[\n{indent}    \"\"\n{indent}]",
        InputKind.Structure => Json(member.Members, indent),
        _ => $"\"{member.Choices.FirstOrDefault()}\"",
    };

    private static string YamlSample(InputMember member) => member.Kind switch
    {
        InputKind.Number => "0",
        InputKind.Truth => "true",
        InputKind.Time => "1970-01-01 00:00:00",
        _ => member.Choices.FirstOrDefault() ?? "''",
    };
}
