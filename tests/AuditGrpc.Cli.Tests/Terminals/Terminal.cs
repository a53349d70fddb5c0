using System.Reflection;
using AuditGrpc.EndToEnd.Tests.Harness;

namespace AuditGrpc.Cli.Tests.Terminals;

/// <summary>A real terminal with a shell in it: tmux's, on a socket of its own.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string Assembly = typeof(Terminal).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "CommandAssembly").Value!;

    private readonly string _socket = $"auditgrpc-{Guid.NewGuid():N}";

    private Terminal()
    {
    }

    /// <summary>What runs auditgrpc: as built here, or an executable that was published.</summary>
    public static string AuditGrpc => Environment.GetEnvironmentVariable("AUDITGRPC_COMMAND") ?? $"dotnet {Assembly}";

    public static Task<Terminal> OpenAsync(int width, int height, params string[] environment) =>
        OpenAsync(width, height, ["PS1=ready$ ", .. environment], ["sh"]);

    /// <param name="width">Its columns.</param>
    /// <param name="height">Its lines.</param>
    /// <param name="environment">What is set for the shell.</param>
    /// <param name="shell">The shell, whose prompt must be <c>ready$ </c>.</param>
    public static async Task<Terminal> OpenAsync(int width, int height, string[] environment, string[] shell)
    {
        var terminal = new Terminal();
        string[] program = ["env", "DOTNET_NOLOGO=1", "LC_ALL=C.UTF-8", .. environment, .. shell];
        (await terminal.TmuxAsync(["-f", "/dev/null", "new-session", "-d", "-x", $"{width}", "-y", $"{height}", .. program])).Succeeded();
        await terminal.ShowsAsync("ready$");
        return terminal;
    }

    public async Task TypeAsync(string line) => (await TmuxAsync("send-keys", line, "Enter")).Succeeded();

    /// <summary>Types without Enter.</summary>
    public async Task WriteAsync(string text) => (await TmuxAsync("send-keys", "-l", text)).Succeeded();

    public async Task PressAsync(string key) => (await TmuxAsync("send-keys", key)).Succeeded();

    public async Task ResizeAsync(int width, int height) =>
        (await TmuxAsync("resize-window", "-x", $"{width}", "-y", $"{height}")).Succeeded();

    /// <summary>What is on the screen; with colours as escape sequences.</summary>
    public async Task<string> ScreenAsync(bool colors = false) =>
        (await TmuxAsync(colors ? ["capture-pane", "-p", "-e"] : ["capture-pane", "-p"])).Succeeded();

    public async Task<bool> IsOnSecondScreenAsync() => (await TmuxAsync("display-message", "-p", "#{alternate_on}")).Succeeded().Trim() == "1";

    public async Task<bool> ShowsCursorAsync() => (await TmuxAsync("display-message", "-p", "#{cursor_flag}")).Succeeded().Trim() == "1";

    /// <summary>Waits until the screen shows all these texts, and returns it.</summary>
    public async Task<string> ShowsAsync(params string[] texts)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var screen = await ScreenAsync();
            if (texts.All(text => screen.Contains(text, StringComparison.Ordinal)))
            {
                return screen;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, $"The screen does not show {string.Join(", ", texts)}:\n{screen}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync() => await TmuxAsync("kill-server");

    private Task<Command> TmuxAsync(params string[] arguments) =>
        Command.RunAsync(ForeignTools.PathOf(ForeignTools.Tmux), ["-L", _socket, .. arguments]);
}
