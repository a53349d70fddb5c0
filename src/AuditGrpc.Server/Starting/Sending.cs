namespace AuditGrpc.Server.Starting;

/// <summary>When a start was sent.</summary>
/// <param name="At">By the clock on the wall, which AWS goes by too.</param>
/// <param name="Timestamp">By the clock that lapses of time are measured by, which nobody sets back.</param>
internal readonly record struct Sending(DateTimeOffset At, long Timestamp);
