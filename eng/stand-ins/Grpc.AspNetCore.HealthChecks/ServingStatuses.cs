using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.AspNetCore.HealthChecks;

internal static class ServingStatuses
{
    /// <summary>NOT_SERVING if any health check of the service is unhealthy, UNKNOWN if it has none.</summary>
    public static ServingStatus Of(ServiceMapping mapping, HealthReport report)
    {
        var entries = report.Entries.Where(entry => Chosen(mapping, entry.Key, entry.Value)).ToList();
        if (entries.Count == 0)
        {
            return ServingStatus.Unknown;
        }

        return entries.Any(entry => entry.Value.Status == HealthStatus.Unhealthy) ? ServingStatus.NotServing : ServingStatus.Serving;
    }

    private static bool Chosen(ServiceMapping mapping, string name, HealthReportEntry entry) =>
        mapping.HealthCheckPredicate?.Invoke(new HealthCheckMapContext(name, entry.Tags)) != false
#pragma warning disable CS0618 // Choosing by results is obsolete, but still works.
        && mapping.Predicate?.Invoke(new HealthResult(
            name, entry.Tags, entry.Status, entry.Description, entry.Duration, entry.Exception, entry.Data)) != false;
#pragma warning restore CS0618
}
