using System.Diagnostics.Metrics;
using AuditGrpc.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AuditGrpc.Server.Tests;

internal static class TestMetrics
{
    public static AuditMetrics Create() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
