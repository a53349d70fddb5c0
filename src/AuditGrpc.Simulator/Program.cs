using System.CommandLine;

namespace AuditGrpc.Simulator;

internal static class Program
{
    private const int UsageError = 2;

    private static async Task<int> Main(string[] args)
    {
        var command = SimulatorCommand.Create();
        var parsed = command.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync();
        }

        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        await Console.Error.WriteLineAsync("Try --help.");
        return UsageError;
    }
}
