using System.Globalization;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>What chooses all that is spoilt. <c>AUDITGRPC_SEED</c> sets another.</summary>
internal static class FuzzSeed
{
    public static int Value { get; } =
        int.Parse(Environment.GetEnvironmentVariable("AUDITGRPC_SEED") ?? "20261122", CultureInfo.InvariantCulture);
}
