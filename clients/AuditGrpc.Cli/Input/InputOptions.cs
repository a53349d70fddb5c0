using System.CommandLine;
using AuditGrpc.Cli.Failures;

namespace AuditGrpc.Cli.Input;

/// <summary>The options by which AWS's command takes a request, or the outline of one, as a document.</summary>
internal sealed class InputOptions
{
    public static readonly string[] Skeletons = ["input", "yaml-input", "output"];

    public Option<string> Json { get; } = new("--cli-input-json")
    {
        Description = "The request as JSON, or as file:// and the path of a file. Options win over it.",
        HelpName = "JSON",
    };

    public Option<string> Yaml { get; } = new("--cli-input-yaml")
    {
        Description = "The request as YAML, or as file:// and the path of a file. Options win over it.",
        HelpName = "YAML",
    };

    public Option<string> Skeleton { get; } = new("--generate-cli-skeleton")
    {
        Description = "Prints the outline of a request or of a reply, and calls nothing. Without a value: input.",
        HelpName = string.Join('|', Skeletons),
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<bool> AutoPrompt { get; } = new("--cli-auto-prompt") { Description = "Asks for what the command line leaves open." };

    public Option<bool> NoAutoPrompt { get; } = new("--no-cli-auto-prompt") { Description = "Asks for nothing: the default." };

    public InputOptions() => Skeleton.CompletionSources.Add(Skeletons);

    public IEnumerable<Option> All => [Json, Yaml, Skeleton, AutoPrompt, NoAutoPrompt];

    /// <summary>Which outline is asked for, if one is.</summary>
    public string? SkeletonOf(ParseResult parsed)
    {
        if (parsed.GetResult(Skeleton) is null)
        {
            return null;
        }

        var name = parsed.GetValue(Skeleton) ?? Skeletons[0];
        return Skeletons.Contains(name)
            ? name
            : throw CommandException.Usage($"{Skeleton.Name} must be one of {string.Join(", ", Skeletons)}, not '{name}'");
    }

    /// <summary>The members of the document that was given; none if none was.</summary>
    public Dictionary<string, object?> Document(ParseResult parsed) => (parsed.GetValue(Json), parsed.GetValue(Yaml)) switch
    {
        (null, null) => [],
        (not null, not null) => throw CommandException.Usage($"{Json.Name} and {Yaml.Name} exclude each other: give one"),
        (var json, null) => Members(Json.Name, InputDocument.ParseJson(Json.Name, InputDocument.Load(Json.Name, json))),
        (_, var yaml) => Members(Yaml.Name, ParseYaml(InputDocument.Load(Yaml.Name, yaml))),
    };

    private object? ParseYaml(string text)
    {
        try
        {
            return YamlDocument.Parse(text);
        }
        catch (FormatException exception)
        {
            throw CommandException.Usage($"{Yaml.Name}: not YAML: {exception.Message}");
        }
    }

    private static Dictionary<string, object?> Members(string option, object? document) =>
        document as Dictionary<string, object?> ?? throw CommandException.Usage($"{option}: must be an object, such as the skeleton shows");
}
