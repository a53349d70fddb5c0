using AuditGrpc.V1;

namespace AuditGrpc.Client;

/// <summary>What an <see cref="AuditTask"/> does not say by itself.</summary>
public static class AuditTaskExtensions
{
    /// <summary>
    /// Whether the audit has ended: completed, failed, or canceled. It then never changes again. An audit whose status this package
    /// has no name for has not.
    /// </summary>
    /// <param name="audit">The audit.</param>
    public static bool IsTerminal(this AuditTask audit) =>
        audit.TaskStatus is AuditTaskStatus.Completed or AuditTaskStatus.Failed or AuditTaskStatus.Canceled;
}
