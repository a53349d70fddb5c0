using System.CommandLine;

namespace AuditGrpc.Cli.Commands;

/// <summary>Prints what a shell needs in order to complete the command: it asks the command itself, by System.CommandLine's directive.</summary>
internal sealed class CompletionCommand : Command
{
    public const string Examples = """
        auditgrpc completion bash > /etc/bash_completion.d/auditgrpc
        auditgrpc completion zsh > "${fpath[1]}/_auditgrpc"
        auditgrpc completion fish > ~/.config/fish/completions/auditgrpc.fish
        """;

    private const string Bash = """
        _auditgrpc() {
            local word="${COMP_WORDS[COMP_CWORD]}" IFS=$'\n'
            COMPREPLY=($(compgen -W "$(auditgrpc "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _auditgrpc auditgrpc
        """;

    private const string Zsh = """
        #compdef auditgrpc
        _auditgrpc() {
            # The words up to the cursor, without what else is on the line.
            local line="${(j: :)words[1,CURRENT-1]} $PREFIX"
            local -a choices
            choices=("${(@f)$(auditgrpc "[suggest:${#line}]" "$line" 2>/dev/null)}")
            compadd -a choices || _files
        }
        if [ "$funcstack[1]" = "_auditgrpc" ]; then _auditgrpc "$@"; else compdef _auditgrpc auditgrpc; fi
        """;

    private const string Fish = """
        function __auditgrpc_complete
            set -l line (commandline -cp)
            auditgrpc "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c auditgrpc -a '(__auditgrpc_complete)'
        """;

    public CompletionCommand(Shell shell)
        : base("completion", "Prints the script by which a shell completes this command.")
    {
        var name = new Argument<string>("shell") { Description = "The shell." }.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Add(name);
        SetAction(parsed =>
        {
            shell.Output.WriteLine(parsed.GetValue(name) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => Fish,
            });
        });
    }
}
