namespace AuditGrpc.Benchmarks.Limiting;

/// <summary>What a load has shown of a server.</summary>
/// <param name="PerSecond">Requests answered in a second, of many at once.</param>
/// <param name="Processor">What each of them took of the server's processor, in microseconds.</param>
/// <param name="Alone">What a call took where there was no other, in microseconds.</param>
internal sealed record LoadFigures(double PerSecond, double Processor, double Alone);
