namespace AuditGrpc.Simulator;

/// <summary>A scenario file; its format is described in this project's README. What it says outside of accounts is the default's.</summary>
internal sealed record Scenario : ScenarioPart
{
    public List<ScenarioAccount> Accounts { get; init; } = [];

    public void Play(Accounts accounts, Faults faults, DateTimeOffset now)
    {
        PlayOn(accounts.Default, faults, now);
        foreach (var part in Accounts)
        {
            var account = accounts.Add(part.Options);
            part.PlayOn(account, account.Faults, now);
        }
    }
}

/// <summary>What a scenario says of one account.</summary>
internal record ScenarioPart
{
    public AccountConfiguration? AccountAuditConfiguration { get; init; }

    public Dictionary<string, CheckState> CheckOutcomes { get; init; } = [];

    public Dictionary<string, ScenarioAudit> Audits { get; init; } = [];

    public Dictionary<string, FindingState> Findings { get; init; } = [];

    public List<Fault> Faults { get; init; } = [];

    internal void PlayOn(SimulatedAccount account, Faults faults, DateTimeOffset now)
    {
        account.Checks.Configuration = AccountAuditConfiguration ?? account.Checks.Configuration;
        foreach (var (checkName, outcome) in CheckOutcomes)
        {
            account.Outcomes[checkName] = outcome;
        }

        foreach (var (taskId, audit) in Audits)
        {
            if (audit.Script is { } script)
            {
                account.Audits.Run(taskId, script, audit.StartedAgo);
            }
            else
            {
                account.Audits.Put(taskId, audit.State! with { TaskStartTime = audit.State.TaskStartTime ?? now - audit.StartedAgo });
            }
        }

        foreach (var (findingId, finding) in Findings)
        {
            account.Findings.Put(findingId, finding);
        }

        Faults.ForEach(faults.Inject);
    }
}

internal sealed record ScenarioAccount : ScenarioPart
{
    public required string AccountId { get; init; }

    public string? AccessKeyId { get; init; }

    public string? Region { get; init; }

    public string? ExternalId { get; init; }

    internal SimulatedAccountOptions Options =>
        new() { AccountId = AccountId, AccessKeyId = AccessKeyId, Region = Region, ExternalId = ExternalId };
}

internal sealed record ScenarioAudit
{
    public TimeSpan StartedAgo { get; init; }

    public AuditState? State { get; init; }

    public AuditScript? Script { get; init; }
}
