using System.ComponentModel.DataAnnotations;

namespace AuditGrpc.Server.Describing;

/// <summary><c>Describe</c>: what is answered without asking AWS.</summary>
internal sealed class DescribeOptions
{
    /// <summary>How old a running audit's state may be. 0 to 1 minute; default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Freshness { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many audits are kept in memory. 1 to 1,000,000, of some 2 KB each; default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int KeptAudits { get; set; } = 10_000;
}
