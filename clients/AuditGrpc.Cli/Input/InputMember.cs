using System.CommandLine;

namespace AuditGrpc.Cli.Input;

/// <summary>What a member of a request holds.</summary>
internal enum InputKind
{
    Text,
    Number,
    Time,
    TextList,
}

/// <summary>A member of a request, as AWS's service model has it: an option sets it, or a document.</summary>
/// <param name="Name">AWS's name, such as <c>taskId</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="About">A sentence for help and skeletons.</param>
/// <param name="IsRequired">Whether a request without it is refused.</param>
/// <param name="Choices">The words it may be; empty for any.</param>
internal sealed record InputMember(string Name, InputKind Kind, string About, bool IsRequired = false, params string[] Choices)
{
    /// <summary>The option that sets it: <c>--task-id</c> for <c>taskId</c>.</summary>
    public Option<string[]> Option => field ??= CreateOption();

    private Option<string[]> CreateOption()
    {
        var option = new Option<string[]>($"--{string.Concat(Name.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"))}")
        {
            Description = About,
            HelpName = Choices.Length > 0 ? string.Join('|', Choices) : Kind switch
            {
                InputKind.Number => "NUMBER",
                InputKind.Time => "TIME",
                InputKind.TextList => "NAME...",
                _ => "VALUE",
            },
            Arity = Kind == InputKind.TextList ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
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
