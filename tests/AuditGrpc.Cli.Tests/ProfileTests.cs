using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;

namespace AuditGrpc.Cli.Tests;

public sealed class ProfileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Profile_WithAServerAndAFormat_IsUsed()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        var command = await RunAsync($"profiles: {{ default: {{ endpoint_url: {server.Address}, output: text }} }}",
            "describe", "--task-id", SimulatedAudits.Scheduled);

        Assert.Contains("DailyAudit\t", command.Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profile_WithARegion_NamesItsSource()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        var command = await RunAsync($"profiles: {{ p: {{ endpoint_url: {server.Address}, regions: {{ eu-west-1: default }} }} }}",
            "describe", "--task-id", SimulatedAudits.Scheduled, "--profile", "p", "--region", "eu-west-1");

        command.Succeeded();
    }

    [Theory]
    [InlineData("profiles: { default: { endpoint: x } }", "'endpoint' is not a key of a profile")]
    [InlineData("profiles: { default: { endpoint_url: 3 } }", "'endpoint_url' must be a string")]
    [InlineData("profiles: { default: { endpoint_url: nonsense } }", "Bad value for endpoint_url")]
    [InlineData("profiles: { default: { endpoint_url: 'http://127.0.0.1:1', output: xml } }", "'output' must be one of json")]
    [InlineData("profiles: [a]", "'profiles' must be a map")]
    [InlineData("profiles: {", ": line ")]
    [InlineData("profiles: { default: { endpoint_url: 'http://example.com', token: secret } }", "A token is sent over https only")]
    [InlineData("profiles: { default: { endpoint_url: 'https://127.0.0.1:1', ca_bundle: /nonexistent } }", "ca_bundle: cannot read /nonexistent")]
    public async Task Profile_WithAFault_IsRefusedWith253(string yaml, string fault)
    {
        var command = await RunAsync(yaml, "describe", "--task-id", "x");

        Assert.Equal(253, command.ExitCode);
        Assert.Contains(fault, command.Error, StringComparison.Ordinal);
    }

    private async Task<Command> RunAsync(string yaml, params string[] arguments)
    {
        await File.WriteAllTextAsync(_file, yaml);
        return await Cli.RunAsync(new Dictionary<string, string> { ["AUDITGRPC_CONFIG"] = _file }, arguments);
    }
}
