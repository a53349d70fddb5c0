using System.ComponentModel.DataAnnotations;

namespace AuditGrpc.Server.Hosting;

/// <summary><c>Simulator</c>: the embedded simulator of AWS's audit API.</summary>
internal sealed class SimulatorSettings
{
    /// <summary>Serves simulated audits instead of AWS's. Default: true in development if no source is configured, else false.</summary>
    public bool? Enabled { get; set; }

    /// <summary>How many times faster than real ones simulated audits run. 0.01 to 10,000; default 1.</summary>
    [Range(0.01, 10_000.0)]
    public double Speed { get; set; } = 1;
}
