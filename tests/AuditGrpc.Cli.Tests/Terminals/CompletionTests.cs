using AuditGrpc.EndToEnd.Tests.Harness;

namespace AuditGrpc.Cli.Tests.Terminals;

/// <summary>The completion scripts, installed as the README says, in the shells that they are for: somebody presses Tab.</summary>
public sealed class CompletionTests : IDisposable
{
    private static readonly (string Typed, string Completed)[] Lines =
    [
        ("auditgrpc describe-audit-t", "auditgrpc describe-audit-task"),
        ("auditgrpc describe --task-", "auditgrpc describe --task-id"),
        ("auditgrpc findings --no-list-s", "auditgrpc findings --no-list-suppressed-findings"),
        ("auditgrpc list --task-status F", "auditgrpc list --task-status FAILED"),
        ("true; auditgrpc wait-", "true; auditgrpc wait-audit-task"),
        ("auditgrpc describe --ca-bundle ~/some-b", "auditgrpc describe --ca-bundle ~/some-bundle.pem"),
    ];

    private readonly string _home = Directory.CreateTempSubdirectory("auditgrpc-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [ToolFact(ForeignTools.Tmux, ForeignTools.Bash)]
    public async Task Tab_InBash_Completes()
    {
        await WriteAsync("completion.bash", await ScriptAsync("bash"));
        await WriteAsync("rc", "PS1='ready$ '; source ~/completion.bash");

        await AssertCompletesAsync(ForeignTools.PathOf(ForeignTools.Bash), "--noprofile", "--rcfile", Path.Combine(_home, "rc"));
    }

    [ToolFact(ForeignTools.Tmux, ForeignTools.Zsh)]
    public async Task Tab_InZsh_Completes()
    {
        await WriteAsync("functions/_auditgrpc", await ScriptAsync("zsh"));
        await WriteAsync(".zshrc", "PS1='ready$ '; fpath=(~/functions $fpath); autoload -U compinit; compinit -u -D");

        await AssertCompletesAsync(ForeignTools.PathOf(ForeignTools.Zsh), "--no-globalrcs");
    }

    [ToolFact(ForeignTools.Tmux, ForeignTools.Fish)]
    public async Task Tab_InFish_Completes()
    {
        await WriteAsync(".config/fish/completions/auditgrpc.fish", await ScriptAsync("fish"));
        await WriteAsync(".config/fish/config.fish", "set fish_greeting; function fish_prompt; echo -n 'ready$ '; end");

        await AssertCompletesAsync(ForeignTools.PathOf(ForeignTools.Fish));
    }

    private static async Task<string> ScriptAsync(string shell) => (await Cli.RunAsync("completion", shell)).Succeeded();

    private async Task AssertCompletesAsync(params string[] shell)
    {
        var command = await WriteAsync("bin/auditgrpc", $"#!/bin/sh\nexec {Terminal.AuditGrpc} \"$@\"\n");
        (await Command.RunAsync("chmod", ["+x", command])).Succeeded();
        await WriteAsync("some-bundle.pem", "");
        string[] environment =
        [
            $"HOME={_home}", $"ZDOTDIR={_home}", $"XDG_CONFIG_HOME={_home}/.config", $"XDG_DATA_HOME={_home}/.local/share",
            $"PATH={_home}/bin:{Environment.GetEnvironmentVariable("PATH")}",
        ];
        await using var terminal = await Terminal.OpenAsync(100, 30, environment, shell);

        foreach (var (typed, completed) in Lines)
        {
            await terminal.WriteAsync(typed);
            await terminal.ShowsAsync($"ready$ {typed}");
            await terminal.PressAsync("Tab");
            await terminal.ShowsAsync($"ready$ {completed}");
            await terminal.PressAsync("C-u");
        }
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
