using AuditGrpc.Cli.Commands;
using AuditGrpc.Cli.Connecting;
using AuditGrpc.Cli.Failures;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;
using AuditGrpc.V1;
using Spectre.Console;

namespace AuditGrpc.Cli.Prompting;

/// <summary>Asks for the members of a request that the command line leaves open: audits by choosing among the recent ones.</summary>
internal static class AutoPrompt
{
    private const int RecentAudits = 25;
    private const int OfferedFindings = 250;
    private const string Nothing = "(none)";

    public static async Task CompleteAsync(
        AuditCommand command, RequestInput request, Connection connection, Shell shell, CancellationToken cancellationToken)
    {
        // On standard error, so that what is printed can go elsewhere.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Error) });
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            throw CommandException.Usage("--cli-auto-prompt needs a terminal to ask on");
        }

        foreach (var member in command.Members.Where(member => !request.Has(member)))
        {
            object? answer = member switch
            {
                { Name: "taskId", IsRequired: true } => await ChooseAuditAsync(console, connection, cancellationToken),
                { Name: "findingId" } => await ChooseFindingAsync(console, connection, cancellationToken),
                { Name: "targetCheckNames" } => await ChooseChecksAsync(console, connection, cancellationToken),
                { Kind: InputKind.Truth } => Choose(console, member, ["true", "false"]) is { } word ? word == "true" : null,
                { Choices.Length: > 0 } => Choose(console, member, member.Choices),
                _ => Ask(console, member),
            };
            if (answer is not null)
            {
                request.Set(member, answer);
            }
        }

        console.MarkupLineInterpolated($"[grey]{request.CommandLine(command, command.Members)}[/]");
    }

    private static async Task<string> ChooseAuditAsync(IAnsiConsole console, Connection connection, CancellationToken cancellationToken)
    {
        var audits = await RecentAsync(connection, cancellationToken);
        if (audits.Count == 0)
        {
            return await new TextPrompt<string>("Audit ID:").ShowAsync(console, cancellationToken);
        }

        var prompt = new SelectionPrompt<AuditTask> { Title = "Which audit?", SearchEnabled = true, PageSize = 12 }
            .UseConverter(audit => Markup.Escape(
                $"{audit.TaskId}  {audit.TaskStartTime?.ToDateTimeOffset().ToLocalTime():yyyy-MM-dd HH:mm}  {Words.Of(audit)}  {audit.ScheduledAuditName}"))
            .AddChoices(audits);
        return (await prompt.ShowAsync(console, cancellationToken)).TaskId;
    }

    private static async Task<string> ChooseFindingAsync(IAnsiConsole console, Connection connection, CancellationToken cancellationToken)
    {
        var request = new ListAuditFindingsRequest { TaskId = await ChooseAuditAsync(console, connection, cancellationToken) };
        var findings = await connection.Client.ListFindingsAsync(request, cancellationToken).Take(OfferedFindings).ToListAsync(cancellationToken);
        if (findings.Count == 0)
        {
            return await new TextPrompt<string>("It found nothing. Finding ID:").ShowAsync(console, cancellationToken);
        }

        var prompt = new SelectionPrompt<AuditFinding> { Title = "Which finding?", SearchEnabled = true, PageSize = 12 }
            .UseConverter(finding => Markup.Escape($"{finding.FindingId}  {Words.Of(finding)}  {finding.CheckName}  {finding.ReasonForNonComplianceCode}"))
            .AddChoices(findings);
        return (await prompt.ShowAsync(console, cancellationToken)).FindingId;
    }

    private static async Task<List<string>> ChooseChecksAsync(IAnsiConsole console, Connection connection, CancellationToken cancellationToken)
    {
        var names = (await connection.Client.ListChecksAsync(cancellationToken: cancellationToken))
            .Where(check => check.Enabled).Select(check => check.CheckName).ToList();
        if (names.Count == 0)
        {
            var text = await new TextPrompt<string>("Checks, with blanks between them:").ShowAsync(console, cancellationToken);
            return [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        }

        var prompt = new MultiSelectionPrompt<string> { Title = "Which checks?", PageSize = 16 }.AddChoices(names);
        return await prompt.ShowAsync(console, cancellationToken);
    }

    /// <summary>The newest first: the service lists them in AWS's order, which says nothing of time.</summary>
    private static async Task<List<AuditTask>> RecentAsync(Connection connection, CancellationToken cancellationToken)
    {
        var request = new ListAuditTasksRequest { View = AuditTaskView.Full };
        return await connection.Client.ListAsync(request, cancellationToken)
            .OrderByDescending(audit => audit.TaskStartTime)
            .Take(RecentAudits)
            .ToListAsync(cancellationToken);
    }

    private static string? Choose(IAnsiConsole console, InputMember member, string[] choices)
    {
        var prompt = new SelectionPrompt<string> { Title = $"{member.Option.Name}?" };
        if (!member.IsRequired)
        {
            prompt.AddChoice(Nothing);
        }

        var choice = prompt.AddChoices(choices).Show(console);
        return choice == Nothing ? null : choice;
    }

    private static object? Ask(IAnsiConsole console, InputMember member)
    {
        var prompt = new TextPrompt<string>($"{member.Option.Name} (Enter for none):") { AllowEmpty = true };
        prompt.Validate(text => text.Length == 0 || RequestInput.Parse(member, text) is not null
            ? ValidationResult.Success()
            : ValidationResult.Error(Markup.Escape(member.About)));
        return prompt.Show(console) is { Length: > 0 } text ? RequestInput.Parse(member, text) : null;
    }
}
