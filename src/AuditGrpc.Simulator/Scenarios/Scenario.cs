namespace AuditGrpc.Simulator;

/// <summary>A scenario file; its format is described in this project's README.</summary>
internal sealed record Scenario
{
    public AccountConfiguration? AccountAuditConfiguration { get; init; }

    public Dictionary<string, CheckState> CheckOutcomes { get; init; } = [];

    public Dictionary<string, ScenarioAudit> Audits { get; init; } = [];

    public List<Fault> Faults { get; init; } = [];
}

internal sealed record ScenarioAudit
{
    public TimeSpan StartedAgo { get; init; }

    public AuditState? State { get; init; }

    public AuditScript? Script { get; init; }
}
