using AuditGrpc.Simulator;

namespace AuditGrpc.Cli.Tests.Comparing;

internal static class Audits
{
    public static readonly string[] All =
    [
        SimulatedAudits.Documented,
        SimulatedAudits.NonCompliant,
        SimulatedAudits.Failed,
        SimulatedAudits.Canceled,
        SimulatedAudits.Scheduled,
        SimulatedAudits.Suppressed,
        SimulatedAudits.PartlyFailed,
        SimulatedAudits.Running,
    ];
}
