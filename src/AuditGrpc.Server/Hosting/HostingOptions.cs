using System.ComponentModel.DataAnnotations;

namespace AuditGrpc.Server.Hosting;

/// <summary><c>Hosting</c>: how this server lives among others.</summary>
internal sealed class HostingOptions
{
    /// <summary>How long a stopping server still serves, after its health has said NOT_SERVING. 0 to 20 s; default 5 s, in development 0.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:20")]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(5);
}
