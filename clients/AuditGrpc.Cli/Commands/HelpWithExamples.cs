using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace AuditGrpc.Cli.Commands;

/// <summary>A command's help, and after it what a call looks like.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string OfAll = """
        auditgrpc describe --task-id a3aea009955e501a31b764abe1bebd3d
        auditgrpc watch --task-id a3aea009955e501a31b764abe1bebd3d
        auditgrpc findings --task-id a3aea009955e501a31b764abe1bebd3d --by-severity
        auditgrpc describe --help
        """;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var examples = parseResult.CommandResult.Command switch
        {
            AuditCommand command => command.Examples,
            CompletionCommand => CompletionCommand.Examples,
            _ => OfAll,
        };
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var line in examples.Split('\n'))
        {
            output.WriteLine($"  {line}");
        }

        return code;
    }
}
