namespace AuditGrpc.Cli;

/// <summary>What a command has around it. Tests give it another.</summary>
/// <param name="Output">Where results go.</param>
/// <param name="Error">Where errors and notes go.</param>
/// <param name="IsTerminal">Whether somebody looks at the output as it is written.</param>
/// <param name="Environment">The value of an environment variable, or null.</param>
/// <param name="Time">The time, and the time zone to print it in.</param>
internal sealed record Shell(
    TextWriter Output, TextWriter Error, bool IsTerminal, Func<string, string?> Environment, TimeProvider Time)
{
    public static Shell OfThisProcess() => new(
        Console.Out, Console.Error, !Console.IsOutputRedirected, System.Environment.GetEnvironmentVariable, TimeProvider.System);
}
