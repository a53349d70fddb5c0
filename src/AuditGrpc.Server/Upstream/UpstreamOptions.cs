using System.ComponentModel.DataAnnotations;

namespace AuditGrpc.Server.Upstream;

/// <summary><c>Upstream</c>: how calls to AWS are made, on every source.</summary>
internal sealed class UpstreamOptions
{
    /// <summary>How long one attempt may take. 100 ms to 1 minute; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a read is attempted when AWS fails or cannot be reached. 1 to 10; default 3.</summary>
    [Range(1, 10)]
    public int Attempts { get; set; } = 3;

    /// <summary>The middle of the first wait between attempts; it doubles from one to the next, with jitter. 1 ms to 10 s; default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);
}
