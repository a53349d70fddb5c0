using System.CommandLine;
using AuditGrpc.Cli.Output;

namespace AuditGrpc.Cli.Commands;

/// <summary>The options that say how to print, and those that scripts for AWS's command give and that mean nothing here.</summary>
internal sealed class OutputOptions
{
    public Option<string> Format { get; } = new("--output")
    {
        Description = "How to print. Default: the profile's, or json.",
        HelpName = string.Join('|', Reply.FormatNames),
    };

    public Option<string> Color { get; } = new("--color")
    {
        Description = "Whether to colour tables and the live view. Default: auto, on a terminal only.",
        HelpName = "on|off|auto",
        DefaultValueFactory = _ => "auto",
    };

    public Option<bool> NoPaginate { get; } = Accepted("--no-paginate", "Only the first page of a list; nothing else is paged.");

    public IEnumerable<Option> All =>
    [
        Format.AcceptOnlyFromAmong(Reply.FormatNames),
        Color.AcceptOnlyFromAmong("on", "off", "auto"),
        NoPaginate,
        Accepted("--no-cli-pager", "Taken for the sake of scripts: output is never paged."),
        Accepted("--no-sign-request", "Taken for the sake of scripts: calls bear no AWS signature."),
        new Option<string>("--cli-binary-format") { Description = "Taken for the sake of scripts: no value is binary.", HelpName = "FORMAT" },
    ];

    private static Option<bool> Accepted(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };
}
