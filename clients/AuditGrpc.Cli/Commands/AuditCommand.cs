using System.CommandLine;
using AuditGrpc.Cli.Connecting;
using AuditGrpc.Cli.Failures;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;
using AuditGrpc.Cli.Prompting;

namespace AuditGrpc.Cli.Commands;

/// <summary>A command that calls the service: reads the request, prints outlines of it, asks for what is missing, and opens the connection.</summary>
internal abstract class AuditCommand : Command
{
    private readonly CommonOptions _common;
    private readonly InputOptions _input = new();
    private readonly Shell _shell;

    /// <param name="name">AWS's name of the command.</param>
    /// <param name="alias">The short one.</param>
    /// <param name="operation">AWS's name of what it asks for.</param>
    /// <param name="about">A sentence for help.</param>
    /// <param name="members">The request's members.</param>
    /// <param name="common">The options of every command.</param>
    /// <param name="shell">Where it runs.</param>
    protected AuditCommand(
        string name, string alias, string operation, string about, IReadOnlyList<InputMember> members, CommonOptions common, Shell shell)
        : base(name, about)
    {
        Operation = operation;
        Members = members;
        _common = common;
        _shell = shell;
        Aliases.Add(alias);
        foreach (var member in members)
        {
            Add(member.Option);
            if (member.NoOption is { } no)
            {
                Add(no);
            }
        }

        foreach (var option in _input.All)
        {
            Add(option);
        }

        SetAction(RunAsync);
    }

    public string Operation { get; }

    /// <summary>The request's members, in the order of AWS's service model.</summary>
    public IReadOnlyList<InputMember> Members { get; }

    /// <summary>What a call looks like, a line each.</summary>
    public abstract string Examples { get; }

    /// <summary>A reply of nothing but examples; empty if there is no reply.</summary>
    protected abstract Members ReplySkeleton { get; }

    /// <summary>Finds what can be known to be wrong before any call.</summary>
    protected virtual void Check(ParseResult parsed, RequestInput request)
    {
    }

    protected abstract Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var skeleton = _input.SkeletonOf(parsed);
        if (skeleton is "input" or "yaml-input")
        {
            await _shell.Output.WriteLineAsync(skeleton == "input" ? Skeleton.Json(Members) : Skeleton.Yaml(Members));
            return 0;
        }

        var request = RequestInput.Read(parsed, _input, Members);
        var profile = ProfileFile.Read(parsed.GetValue(_common.Connection.Profile), _shell.Environment);
        var prompts = parsed.GetValue(_input.AutoPrompt) && !parsed.GetValue(_input.NoAutoPrompt);
        using var connection = skeleton is null && prompts ? Open() : null;
        if (connection is not null)
        {
            await AutoPrompt.CompleteAsync(this, request, connection, _shell, cancellationToken);
        }

        request.Require(Members);
        Check(parsed, request);
        using var opened = skeleton is null && connection is null ? Open() : null;
        var invocation = new Invocation(this, parsed, request, connection ?? opened, Format(parsed, profile), _shell)
        {
            Color = parsed.GetValue(_common.Output.Color)!,
            IsPaged = !parsed.GetValue(_common.Output.NoPaginate),
        };
        if (skeleton is not null)
        {
            invocation.Print(ReplySkeleton);
            return 0;
        }

        return await CallAsync(invocation, cancellationToken);

        Connection Open() => Connection.Open(parsed, _common.Connection, profile, _shell);
    }

    private OutputFormat? Format(ParseResult parsed, Profile profile) =>
        (parsed.GetValue(_common.Output.Format) ?? profile.Output) is { } name ? Reply.FormatOf(name) : null;

    /// <summary>The member that names an audit.</summary>
    protected static InputMember TaskIdMember(string about) => new("taskId", InputKind.Text, about, IsRequired: true);

    /// <summary>The member that names a finding.</summary>
    protected static InputMember FindingIdMember(string about) => new("findingId", InputKind.Text, about, IsRequired: true);

    /// <summary>Refuses an id that AWS cannot have issued.</summary>
    protected static void CheckTaskId(string taskId) => CheckId("taskId", taskId, 40, "-", "letters, digits, or hyphens");

    /// <summary>Refuses an id that AWS cannot have issued.</summary>
    protected static void CheckFindingId(string findingId) =>
        CheckId("findingId", findingId, 128, "-_", "letters, digits, hyphens, or underscores");

    private static void CheckId(string name, string id, int most, string marks, string letters)
    {
        if (id.Length == 0)
        {
            throw CommandException.InvalidInput($"Invalid length for parameter {name}, value: 0, valid min length: 1");
        }

        if (id.Length > most || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || marks.Contains(letter)))
        {
            throw CommandException.InvalidInput($"Invalid value for parameter {name}: must be 1 to {most} {letters}");
        }
    }
}
