using System.CommandLine;

namespace AuditGrpc.Cli.Input;

/// <summary>What a member of a request holds.</summary>
internal enum InputKind
{
    Text,
    Number,
    Time,
    Truth,
    TextList,
    Structure,
}

/// <summary>A member of a request, as AWS's service model has it: an option sets it, or a document.</summary>
/// <param name="Name">AWS's name, such as <c>taskId</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="About">A sentence for help and skeletons.</param>
/// <param name="IsRequired">Whether a request without it is refused.</param>
/// <param name="Choices">The words it may be; empty for any.</param>
internal sealed record InputMember(string Name, InputKind Kind, string About, bool IsRequired = false, params string[] Choices)
{
    /// <summary>The members of a structure.</summary>
    public IReadOnlyList<InputMember> Members { get; init; } = [];

    /// <summary>How short a text AWS's command takes.</summary>
    public int MinLength { get; init; }

    /// <summary>The option that sets it: <c>--task-id</c> for <c>taskId</c>.</summary>
    public Option<string[]> Option => field ??= CreateOption("--", About);

    /// <summary>The option that sets a truth to false; null for other kinds.</summary>
    public Option<string[]>? NoOption => Kind == InputKind.Truth ? field ??= CreateOption("--no-", $"The opposite of {Option.Name}.") : null;

    private Option<string[]> CreateOption(string prefix, string about)
    {
        var option = new Option<string[]>(prefix + string.Concat(Name.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}")))
        {
            Description = about,
            HelpName = Choices.Length > 0 ? string.Join('|', Choices) : Kind switch
            {
                InputKind.Number => "NUMBER",
                InputKind.Time => "TIME",
                InputKind.TextList => "NAME...",
                InputKind.Structure => "KEY=VALUE,...",
                _ => "VALUE",
            },
            Arity = Kind switch
            {
                InputKind.TextList => ArgumentArity.OneOrMore,
                InputKind.Truth => ArgumentArity.Zero,
                _ => ArgumentArity.ExactlyOne,
            },
            AllowMultipleArgumentsPerToken = Kind == InputKind.TextList,
            // Read and judged together with what a document says: see RequestInput.
            CustomParser = result => [.. result.Tokens.Select(token => token.Value)],
        };
        if (Choices.Length > 0)
        {
            option.CompletionSources.Add(Choices);
        }

        return option;
    }
}
