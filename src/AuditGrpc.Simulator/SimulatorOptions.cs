using Microsoft.Extensions.Logging;

namespace AuditGrpc.Simulator;

/// <summary>How <see cref="SimulatedAws"/> behaves.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The largest <see cref="Speed"/>.</summary>
    public const double MaxSpeed = 10_000;

    /// <summary>The TCP port on 127.0.0.1, 0 to 65535. 0, the default, takes any free port.</summary>
    public int Port { get; set; }

    /// <summary>How many times faster than real time audits run: over 0, at most 10,000. Defaults to 1.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>
    /// How long an audit runs at <see cref="Speed"/> 1, unless a script says otherwise: 1 second to 1 day. Defaults to 60 seconds.
    /// </summary>
    public TimeSpan AuditDuration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the audits of <see cref="SimulatedAudits"/> are there at the start. Defaults to true.</summary>
    public bool SeedAudits { get; set; } = true;

    /// <summary>Paths of scenario files, loaded in order; the format is in this project's README. Defaults to none.</summary>
    public IList<string> Scenarios { get; } = [];

    /// <summary>Whether AWS's requests-per-second quotas hold. Defaults to true.</summary>
    public bool RateLimits { get; set; } = true;

    /// <summary>A factor on AWS's requests-per-second quotas: over 0, at most 10,000. Defaults to 1.</summary>
    public double RateLimitScale { get; set; } = 1;

    /// <summary>
    /// The account of every request whose access key is nobody else's, 12 digits: it appears in ARNs and in error texts.
    /// Defaults to 123456789012.
    /// </summary>
    public string AccountId { get; set; } = "123456789012";

    /// <summary>The region that credentials must be scoped to. Null, the default, accepts every region.</summary>
    public string? Region { get; set; }

    /// <summary>
    /// More accounts, or more regions of them. Each has its own audits, findings, configuration and quotas. Defaults to none.
    /// </summary>
    public IList<SimulatedAccountOptions> Accounts { get; } = [];

    /// <summary>
    /// How long the credentials of AssumeRole live, whatever the request asks for: 1 second to 12 hours. Null, the default, is
    /// what it asks for: 15 minutes to 12 hours.
    /// </summary>
    public TimeSpan? SessionLifetime { get; set; }

    /// <summary>Where the simulator logs. Null, the default, logs nowhere: the hosting process's own logging is never used.</summary>
    public Action<ILoggingBuilder>? Logging { get; set; }

    internal void Validate()
    {
        Require(Port is >= 0 and <= 65535, nameof(Port), Port, "must be 0 to 65535");
        Require(Speed is > 0 and <= MaxSpeed, nameof(Speed), Speed, "must be over 0 and at most 10000");
        Require(
            AuditDuration >= TimeSpan.FromSeconds(1) && AuditDuration <= TimeSpan.FromDays(1),
            nameof(AuditDuration), AuditDuration, "must be 1 second to 1 day");
        Require(RateLimitScale is > 0 and <= 10_000, nameof(RateLimitScale), RateLimitScale, "must be over 0 and at most 10000");
        Require(
            SimulatedAccountOptions.IsAccountId(AccountId),
            nameof(AccountId), AccountId, "must be 12 digits");
        Require(
            SessionLifetime is not { } lifetime || (lifetime >= TimeSpan.FromSeconds(1) && lifetime <= TimeSpan.FromHours(12)),
            nameof(SessionLifetime), SessionLifetime, "must be 1 second to 12 hours");
        foreach (var (i, account) in Accounts.Index())
        {
            account.Validate((holds, name, rule) => Require(holds, $"{nameof(Accounts)}[{i}].{name}", null, rule));
        }
    }

    private static void Require(bool condition, string name, object? value, string rule)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{nameof(SimulatorOptions)}.{name} {rule}.");
        }
    }
}
