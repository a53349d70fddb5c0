namespace AuditGrpc.Server.Describing;

/// <summary>An audit: the same id in two sources is two audits.</summary>
internal readonly record struct AuditKey(string Source, string TaskId);
