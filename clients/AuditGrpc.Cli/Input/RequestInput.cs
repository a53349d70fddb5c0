using System.CommandLine;
using System.Globalization;
using AuditGrpc.Cli.Failures;

namespace AuditGrpc.Cli.Input;

/// <summary>The members of a request: from the document that --cli-input-json or --cli-input-yaml gives, and over it from the options.</summary>
internal sealed class RequestInput
{
    private readonly Dictionary<string, object> _values = [];

    public string? Text(InputMember member) => (string?)_values.GetValueOrDefault(member.Name);

    public long? Number(InputMember member) => (long?)_values.GetValueOrDefault(member.Name);

    public DateTimeOffset? Time(InputMember member) => (DateTimeOffset?)_values.GetValueOrDefault(member.Name);

    public IReadOnlyList<string> TextList(InputMember member) => (List<string>?)_values.GetValueOrDefault(member.Name) ?? [];

    public bool Has(InputMember member) => _values.ContainsKey(member.Name);

    public void Set(InputMember member, object value) => _values[member.Name] = value;

    public static RequestInput Read(ParseResult parsed, InputOptions options, IReadOnlyList<InputMember> members)
    {
        var input = new RequestInput();
        var faults = new List<string>();
        foreach (var (name, value) in options.Document(parsed))
        {
            if (members.FirstOrDefault(member => member.Name == name) is not { } member)
            {
                faults.Add($"Unknown parameter in input: \"{name}\", must be one of: {string.Join(", ", members.Select(known => known.Name))}");
            }
            else if (value is not null)
            {
                input.Take(member, value, faults);
            }
        }

        foreach (var member in members)
        {
            if (parsed.GetResult(member.Option) is { Implicit: false })
            {
                input.Take(member, GivenBy(parsed.GetValue(member.Option)!, member), faults);
            }
        }

        return faults.Count == 0 ? input : throw CommandException.InvalidInput(faults);
    }

    public void Require(IEnumerable<InputMember> members)
    {
        List<string> missing = [.. members.Where(member => member.IsRequired && !_values.ContainsKey(member.Name)).Select(member => member.Option.Name)];
        if (missing.Count > 0)
        {
            throw CommandException.Usage($"the following arguments are required: {string.Join(", ", missing)}");
        }
    }

    /// <summary>A text as the value of a member; null if it is none.</summary>
    public static object? Parse(InputMember member, string text)
    {
        var input = new RequestInput();
        input.Take(member, GivenBy([text], member), []);
        return input._values.GetValueOrDefault(member.Name);
    }

    /// <summary>The command line that would have given these members.</summary>
    public string CommandLine(Command command, IEnumerable<InputMember> members) => string.Join(' ',
        members.Where(Has).Select(member => $"{member.Option.Name} {Quoted(_values[member.Name])}").Prepend($"auditgrpc {command.Name}"));

    private static string Quoted(object value) => value switch
    {
        List<string> list => string.Join(' ', list),
        DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static object GivenBy(string[] tokens, InputMember member)
    {
        var option = member.Option.Name;
        if (member.Kind != InputKind.TextList)
        {
            var text = InputDocument.Load(option, tokens[^1]);
            return member.Kind == InputKind.Number && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : text;
        }

        return tokens is [var only] && InputDocument.Load(option, only).TrimStart() is ['[', ..] json
            ? InputDocument.ParseJson(option, json)!
            : tokens.ToList<object?>();
    }

    private void Take(InputMember member, object value, List<string> faults)
    {
        object? taken = (member.Kind, value) switch
        {
            (InputKind.Text, string text) => text,
            (InputKind.Number, long number) => number,
            (InputKind.Time, string or long or double) => InputTime.Parse(value),
            (InputKind.TextList, List<object?> list) when list.TrueForAll(item => item is string) => list.ConvertAll(item => (string)item!),
            _ => null,
        };
        if (taken is null)
        {
            faults.Add($"Invalid value for parameter {member.Name}: must be {KindOf(member)}, not {Show(value)}");
        }
        else if (taken is string word && member.Choices.Length > 0 && !member.Choices.Contains(word))
        {
            faults.Add($"Invalid value for parameter {member.Name}: must be one of {string.Join(", ", member.Choices)}, not {Show(value)}");
        }
        else
        {
            _values[member.Name] = taken;
        }
    }

    private static string KindOf(InputMember member) => member.Kind switch
    {
        InputKind.Number => "a whole number",
        InputKind.Time => "a time such as 2019-06-12T16:28:43Z",
        InputKind.TextList => "a list of strings",
        _ => "a string",
    };

    private static string Show(object value) => value switch
    {
        string text => $"'{text}'",
        bool truth => truth ? "true" : "false",
        List<object?> => "a list",
        Dictionary<string, object?> => "an object",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
