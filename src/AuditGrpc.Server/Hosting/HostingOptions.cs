using System.ComponentModel.DataAnnotations;

namespace AuditGrpc.Server.Hosting;

/// <summary><c>Hosting</c>: how this server lives among others.</summary>
internal sealed class HostingOptions
{
    /// <summary>How long a stopping server still serves, after its health has said NOT_SERVING. 0 to 20 s; default 5 s, in development 0.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:20")]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// When a watch is ended, a tenth sooner or later, so that its caller comes back, perhaps to a server that has started since.
    /// 1 s to 1 day; default 30 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxWatchAge { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Where health and metrics are, over HTTP/1.1 and for everyone who reaches it: <c>/health/live</c>, <c>/health/ready</c>,
    /// <c>/metrics</c>. An http address; default none, in development <c>http://localhost:5081</c>.
    /// </summary>
    [Scheme("http")]
    public Uri? MonitoringUrl { get; set; }
}
