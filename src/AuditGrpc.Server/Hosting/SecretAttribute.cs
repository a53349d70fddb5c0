namespace AuditGrpc.Server.Hosting;

/// <summary>A setting whose value is written nowhere.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
