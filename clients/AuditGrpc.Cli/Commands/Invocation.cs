using System.CommandLine;
using AuditGrpc.Cli.Connecting;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;
using AuditGrpc.Client;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Commands;

/// <summary>One use of a command, once its request is complete.</summary>
internal sealed record Invocation(
    AuditCommand Command, ParseResult Parsed, RequestInput Request, Connection? Connection, OutputFormat? Format, Shell Shell)
{
    public required string Color { get; init; }

    public required bool IsPaged { get; init; }

    public AuditClient Client => Connection!.Client;

    public bool IsColored => Color switch
    {
        "on" => true,
        "off" => false,
        _ => Shell.IsTerminal && string.IsNullOrEmpty(Shell.Environment("NO_COLOR")),
    };

    public void Print(Members reply) => Reply.Print(Command.Operation, reply, Format ?? OutputFormat.Json, IsColored, Shell.Output);

    public void Print(AuditTask audit) => Print(AuditReply.Of(audit, Shell.Time.LocalTimeZone));
}
