using AuditGrpc.V1;

namespace AuditGrpc.Server.Checking;

/// <summary>What is known of a check, whatever an account has set.</summary>
/// <param name="Severity">How severe its findings are.</param>
/// <param name="ResourceType">What it checks.</param>
/// <param name="Title">What it looks for, in a few words.</param>
/// <param name="FormerNames">What AWS called it before, or calls it elsewhere.</param>
internal sealed record KnownCheck(
    AuditFindingSeverity Severity, ResourceType ResourceType, string Title, params IReadOnlyList<string> FormerNames);
