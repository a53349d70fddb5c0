using System.Diagnostics;
using System.Net;

namespace AuditGrpc.Simulator.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task Run_OnAnyPort_PrintsItsAddressInOneLine()
    {
        using var program = Run("--speed", "3", "--account", "222222222222");
        try
        {
            var line = await program.StandardOutput.ReadLineAsync();

            var url = line!.Split("--endpoint-url ")[1].Split(' ')[0];
            using var http = new HttpClient();
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"{url}/_simulator/calls")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"{url}/_simulator/calls?account=222222222222")).StatusCode);
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync();
        }
    }

    [Theory]
    [InlineData("--port must be 0 to 65535, not '70000'.", "--port", "70000")]
    [InlineData("--speed must be over 0 and at most 10000, not '0'.", "--speed", "0")]
    [InlineData("--speed must be over 0 and at most 10000, not 'fast'.", "--speed", "fast")]
    [InlineData("--scenario: Scenario nowhere.json cannot be read", "--scenario", "nowhere.json")]
    [InlineData("--account must be 12 digits, not '12'.", "--account", "12")]
    [InlineData("--sped", "--sped", "3")]
    public async Task Run_WrongValue_ExitsWith2AndOneMessage(string message, params string[] arguments)
    {
        using var program = Run(arguments);

        var output = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.Equal(2, program.ExitCode);
        Assert.Contains(message, output);
        Assert.DoesNotContain("   at ", output);
    }

    [Fact]
    public async Task Run_Help_HasExamples()
    {
        using var program = Run("--help");

        var output = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.Equal(0, program.ExitCode);
        Assert.Contains("Examples:", output);
        Assert.Contains("--no-rate-limits", output);
    }

    private static Process Run(params string[] arguments) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(SimulatedAws).Assembly.Location, .. arguments])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    })!;
}
