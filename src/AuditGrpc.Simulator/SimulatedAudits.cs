namespace AuditGrpc.Simulator;

/// <summary>
/// The ids of the audits that a simulator starts with, unless <see cref="SimulatorOptions.SeedAudits"/> is false.
/// All but <see cref="Documented"/> started at a fixed time before the simulator did, so that they are within AWS's retention.
/// </summary>
public static class SimulatedAudits
{
    /// <summary>
    /// The example in AWS's documentation: completed in 2019, three compliant checks. It can be described forever, though it
    /// is older than AWS's 90 days of retention, so that what people read in AWS's documentation works here too.
    /// </summary>
    public const string Documented = "a3aea009955e501a31b764abe1bebd3d";

    /// <summary>Completed an hour ago; one check is compliant, two are not.</summary>
    public const string NonCompliant = "bad00000000000000000000000000001";

    /// <summary>Failed two hours ago: INSUFFICIENT_PERMISSIONS in every check.</summary>
    public const string Failed = "fa11ed00000000000000000000000002";

    /// <summary>Canceled three hours ago, after two of four checks had finished.</summary>
    public const string Canceled = "ca11ed0ff00000000000000000000003";

    /// <summary>A run, a day ago, of the scheduled audit <c>DailyAudit</c>; compliant.</summary>
    public const string Scheduled = "da7e0000000000000000000000000004";

    /// <summary>Completed two days ago; compliant, because what was not is suppressed.</summary>
    public const string Suppressed = "faded000000000000000000000000005";

    /// <summary>Completed three days ago, although one check failed: AUDIT_CHECK_DISABLED.</summary>
    public const string PartlyFailed = "0ddba110000000000000000000000006";

    /// <summary>
    /// Runs from the simulator's start, for ten times <see cref="SimulatorOptions.AuditDuration"/>. It is a run of the
    /// scheduled audit <c>WeeklyAudit</c>, so that it takes none of the ten places that AWS has for on-demand audits.
    /// </summary>
    public const string Running = "feed0000000000000000000000000007";
}
