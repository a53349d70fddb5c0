namespace AuditGrpc.Simulator;

/// <summary>One account that a simulator serves, in one region or in all: its audits, its findings, its quotas, its mishaps.</summary>
public sealed class SimulatedAccount
{
    internal SimulatedAccount(string accountId, string? region, SimulatorOptions options, TimeProvider time)
    {
        AccountId = accountId;
        Region = region;
        Audits = new(options, time);
        Findings = new(accountId, region, Audits, time);
        Calls = new(time);
        Faults = new();
        Checks = new(accountId);
        RateLimits = new(options, time);
        Api = new(this, time);
        if (options.SeedAudits)
        {
            SeedAudits.AddTo(Audits, options, time.GetUtcNow());
        }
    }

    /// <summary>The account: 12 digits.</summary>
    public string AccountId { get; }

    /// <summary>The region; null stands for every region.</summary>
    public string? Region { get; }

    /// <summary>The account's audits, to look at and to change at once.</summary>
    public Audits Audits { get; }

    /// <summary>The account's findings, which follow from its audits.</summary>
    public Findings Findings { get; }

    /// <summary>The requests that arrived with this account's credentials.</summary>
    public Calls Calls { get; }

    /// <summary>What goes wrong with this account's requests, ahead of what goes wrong with everybody's.</summary>
    public Faults Faults { get; }

    internal AccountChecks Checks { get; }

    /// <summary>What audits that are started find with each check.</summary>
    internal Dictionary<string, CheckState> Outcomes { get; } = new(KnownChecks.Outcomes);

    internal RateLimits RateLimits { get; }

    internal AwsApi Api { get; }
}
