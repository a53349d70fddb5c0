namespace AuditGrpc.Cli.Failures;

/// <summary>An error that the user can mend: a sentence, and the exit code.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;

    public static CommandException Usage(string message) => new(ExitCodes.Usage, message);

    public static CommandException Configuration(string message) => new(ExitCodes.Configuration, message);

    /// <summary>The input has faults, each of them named.</summary>
    public static CommandException InvalidInput(params IEnumerable<string> faults) =>
        Usage($"Parameter validation failed:{Environment.NewLine}{string.Join("; ", faults)}");
}
