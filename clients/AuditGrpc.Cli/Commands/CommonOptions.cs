using System.CommandLine;
using AuditGrpc.Cli.Connecting;
using AuditGrpc.Cli.Output;

namespace AuditGrpc.Cli.Commands;

/// <summary>The options that every command takes, before its name or after.</summary>
internal sealed class CommonOptions
{
    public ConnectionOptions Connection { get; } = new();

    public OutputOptions Output { get; } = new();

    public void AddTo(Command root)
    {
        foreach (var option in Output.All.Concat(Connection.All))
        {
            option.Recursive = true;
            root.Add(option);
        }
    }

    /// <summary>Whether errors are to be JSON: if the command line says json, not because it is the default.</summary>
    public bool WantsJsonErrors(ParseResult parsed) => parsed.GetResult(Output.Format) is { Tokens: [.., { Value: "json" }] };
}
