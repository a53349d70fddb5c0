namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>AWS's own command, <c>aws iot</c>, on the simulator behind a server.</summary>
internal static class AwsCli
{
    /// <summary>Runs an operation; returns the JSON that it prints.</summary>
    public static async Task<string> RunAsync(RunningServer server, params string[] arguments) =>
        (await Command.RunAsync(
            ForeignTools.PathOf(ForeignTools.Aws), ["--endpoint-url", server.Aws.ServiceUrl.ToString(), "--output", "json", "iot", .. arguments]))
        .Succeeded();
}
