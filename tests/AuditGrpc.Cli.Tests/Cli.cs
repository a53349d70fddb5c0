using AuditGrpc.Cli.Commands;
using AuditGrpc.EndToEnd.Tests.Harness;

namespace AuditGrpc.Cli.Tests;

/// <summary>The command, run in this process.</summary>
internal static class Cli
{
    /// <param name="environment">Its environment variables: it sees no others.</param>
    /// <param name="arguments">Its command line.</param>
    public static async Task<Command> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        // Not the home of whoever runs the tests.
        var shell = new Shell(
            output, error, IsTerminal: false, name => environment.GetValueOrDefault(name) ?? (name == "HOME" ? "/nonexistent" : null), TimeProvider.System);
        var exitCode = await CommandLine.RunAsync(arguments, shell);
        return new Command(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs it without a server to call.</summary>
    public static Task<Command> RunAsync(params string[] arguments) =>
        RunAsync(new Dictionary<string, string> { ["AUDITGRPC_ENDPOINT_URL"] = "http://127.0.0.1:1" }, arguments);

    public static Task<Command> CliAsync(this RunningServer server, params string[] arguments) =>
        RunAsync(new Dictionary<string, string> { ["AUDITGRPC_ENDPOINT_URL"] = server.Address.ToString() }, arguments);

    /// <summary>AWS's command, on the AWS that the server has.</summary>
    public static Task<Command> AwsAsync(this RunningServer server, params string[] arguments) => Command.RunAsync(
        ForeignTools.PathOf(ForeignTools.Aws), ["--endpoint-url", server.Aws.ServiceUrl.ToString(), "iot", .. arguments]);
}
