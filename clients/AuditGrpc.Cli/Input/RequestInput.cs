using System.CommandLine;
using System.Globalization;
using AuditGrpc.Cli.Failures;

namespace AuditGrpc.Cli.Input;

/// <summary>The members of a request: from the document that --cli-input-json or --cli-input-yaml gives, and over it from the options.</summary>
internal sealed class RequestInput
{
    private readonly Dictionary<string, object> _values = [];

    public string? Text(InputMember member) => Text(member.Name);

    public string? Text(string name) => (string?)_values.GetValueOrDefault(name);

    public long? Number(string name) => (long?)_values.GetValueOrDefault(name);

    public DateTimeOffset? Time(string name) => (DateTimeOffset?)_values.GetValueOrDefault(name);

    public bool? Truth(string name) => (bool?)_values.GetValueOrDefault(name);

    public IReadOnlyList<string> TextList(InputMember member) => (List<string>?)_values.GetValueOrDefault(member.Name) ?? [];

    public RequestInput? Structure(string name) => (RequestInput?)_values.GetValueOrDefault(name);

    public bool Has(InputMember member) => _values.ContainsKey(member.Name);

    public void Set(InputMember member, object value) => _values[member.Name] = value;

    public static RequestInput Read(ParseResult parsed, InputOptions options, IReadOnlyList<InputMember> members)
    {
        var input = new RequestInput();
        var faults = new List<string>();
        input.TakeAll(options.Document(parsed), members, "", faults);
        foreach (var member in members)
        {
            if (GivenBy(parsed, member) is { } value)
            {
                input.Take(member, value, member.Name, faults);
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
        try
        {
            input.Take(member, GivenBy([text], member), member.Name, []);
        }
        catch (CommandException)
        {
            return null;
        }

        return input._values.GetValueOrDefault(member.Name);
    }

    /// <summary>The command line that would have given these members.</summary>
    public string CommandLine(Command command, IEnumerable<InputMember> members) => string.Join(' ',
        members.Where(Has).Select(member => OptionOf(member, _values[member.Name])).Prepend($"auditgrpc {command.Name}"));

    /// <summary>As AWS's shorthand has it.</summary>
    public override string ToString() => string.Join(',', _values.Select(value => $"{value.Key}={Quoted(value.Value)}"));

    private static string OptionOf(InputMember member, object value) => value switch
    {
        bool truth => (truth ? member.Option : member.NoOption!).Name,
        RequestInput structure => $"{member.Option.Name} {structure}",
        _ => $"{member.Option.Name} {Quoted(value)}",
    };

    private static string Quoted(object value) => value switch
    {
        List<string> list => string.Join(' ', list),
        RequestInput structure => $"{{{structure}}}",
        DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>What the command line gives a member; null if nothing.</summary>
    private static object? GivenBy(ParseResult parsed, InputMember member)
    {
        var isGiven = parsed.GetResult(member.Option) is { Implicit: false };
        if (member.NoOption is not { } no)
        {
            return isGiven ? GivenBy(parsed.GetValue(member.Option)!, member) : null;
        }

        return (isGiven, parsed.GetResult(no) is { Implicit: false }) switch
        {
            (false, false) => null,
            (true, true) => throw CommandException.Usage($"{member.Option.Name} and {no.Name} exclude each other: give one"),
            var (truth, _) => truth,
        };
    }

    private static object GivenBy(string[] tokens, InputMember member)
    {
        var option = member.Option.Name;
        if (member.Kind == InputKind.Structure)
        {
            var structure = InputDocument.Load(option, tokens[^1]);
            return structure.TrimStart() is ['{', ..] ? InputDocument.ParseJson(option, structure)! : Shorthand.Parse(option, structure);
        }

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

    private void TakeAll(Dictionary<string, object?> document, IReadOnlyList<InputMember> members, string path, List<string> faults)
    {
        foreach (var (name, value) in document)
        {
            if (members.FirstOrDefault(member => member.Name == name) is not { } member)
            {
                var known = string.Join(", ", members.Select(member => member.Name));
                faults.Add($"Unknown parameter in {(path.Length > 0 ? path : "input")}: \"{name}\", must be one of: {known}");
            }
            else if (value is not null)
            {
                Take(member, value, path.Length > 0 ? $"{path}.{name}" : name, faults);
            }
        }
    }

    private void Take(InputMember member, object value, string path, List<string> faults)
    {
        if (member.Kind == InputKind.Structure && value is Dictionary<string, object?> document)
        {
            var structure = new RequestInput();
            structure.TakeAll(document, member.Members, path, faults);
            _values[member.Name] = structure;
            return;
        }

        object? taken = (member.Kind, value) switch
        {
            (InputKind.Text, string text) => text,
            (InputKind.Number, long number) => number,
            (InputKind.Truth, bool truth) => truth,
            (InputKind.Time, string or long or double) => InputTime.Parse(value),
            (InputKind.TextList, List<object?> list) when list.TrueForAll(item => item is string) => list.ConvertAll(item => (string)item!),
            _ => null,
        };
        if (taken is null)
        {
            faults.Add($"Invalid value for parameter {path}: must be {KindOf(member)}, not {Show(value)}");
        }
        else if (taken is string text && text.Length < member.MinLength)
        {
            faults.Add($"Invalid length for parameter {path}, value: {text.Length}, valid min length: {member.MinLength}");
        }
        else if (taken is string word && member.Choices.Length > 0 && !member.Choices.Contains(word))
        {
            faults.Add($"Invalid value for parameter {path}: must be one of {string.Join(", ", member.Choices)}, not {Show(value)}");
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
        InputKind.Truth => "true or false",
        InputKind.Structure => "an object",
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
