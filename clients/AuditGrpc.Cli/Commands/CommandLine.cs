using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using AuditGrpc.Cli.Failures;

namespace AuditGrpc.Cli.Commands;

/// <summary>The whole command: what it consists of, and how it ends.</summary>
internal static class CommandLine
{
    private const string About =
        "AWS IoT Device Defender audits, through an AuditGrpc server. Takes the options of `aws iot`: a script changes one word.";

    // A value that begins with @ is a value, not the name of a file of options.
    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] args, Shell shell)
    {
        var common = new CommonOptions();
        var parsed = CreateRoot(common, shell).Parse(args, Parsing);
        var command = parsed.CommandResult.Command;
        try
        {
            if (parsed.Action is ParseErrorAction)
            {
                throw CommandException.Usage($"{FaultOf(parsed)}{Environment.NewLine}Try: auditgrpc {HelpOf(command)}--help");
            }

            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = shell.Output,
                Error = shell.Error,
            });
        }
        // The last resort: an error is a line or two, never a stack trace.
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var report = ErrorReport.Of(exception, (command as AuditCommand)?.Operation ?? command.Name);
            report.WriteTo(shell.Error, common.WantsJsonErrors(parsed));
            return report.ExitCode;
        }
    }

    private static RootCommand CreateRoot(CommonOptions common, Shell shell)
    {
        Command[] commands =
        [
            new DescribeCommand(common, shell),
            new ListCommand(common, shell),
            new StartCommand(common, shell),
            new CancelCommand(common, shell),
            new WatchCommand(common, shell),
            new WaitCommand(common, shell),
            new FindingsCommand(common, shell),
            new FindingCommand(common, shell),
            new RelatedCommand(common, shell),
            new ChecksCommand(common, shell),
            new SourcesCommand(common, shell),
            new ReportCommand(common, shell),
        ];
        var root = new RootCommand(About);
        var iot = new Command("iot", "The same commands, as `aws iot` has them.") { Hidden = true };
        foreach (var command in commands)
        {
            root.Add(command);
            iot.Add(command);
        }

        root.Add(new CompletionCommand(shell));
        root.Add(iot);
        common.AddTo(root);
        foreach (var option in root.Options)
        {
            switch (option)
            {
                case VersionOption version:
                    version.Action = new VersionAction(shell);
                    break;
                case HelpOption help:
                    help.Action = new HelpWithExamples((HelpAction)help.Action!);
                    break;
            }
        }

        return root;
    }

    private static string FaultOf(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count == 0)
        {
            // A list of choices has a line for each.
            return string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        return command.Subcommands.Count == 0 || parsed.UnmatchedTokens[0].StartsWith('-')
            ? $"Unknown options: {string.Join(", ", parsed.UnmatchedTokens)}"
            : $"Invalid choice '{parsed.UnmatchedTokens[0]}', valid choices are: "
                + string.Join(", ", command.Subcommands.Where(choice => !choice.Hidden).Select(choice => choice.Name));
    }

    private static string HelpOf(Command command) => command is RootCommand ? "" : $"{command.Name} ";

    private sealed class VersionAction(Shell shell) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            shell.Output.WriteLine($"auditgrpc/{version.Split('+')[0]} dotnet/{Environment.Version} auditgrpc.v1");
            return 0;
        }
    }
}
