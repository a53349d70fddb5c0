using AuditGrpc.Cli.Commands;

namespace AuditGrpc.Cli;

internal static class Program
{
    private static Task<int> Main(string[] args) => CommandLine.RunAsync(args, Shell.OfThisProcess());
}
