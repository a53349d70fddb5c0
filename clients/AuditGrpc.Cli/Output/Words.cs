using AuditGrpc.V1;
using Google.Protobuf.Reflection;

namespace AuditGrpc.Cli.Output;

/// <summary>AWS's words for enum values. Written out, because descriptors take longer to load than a call takes to answer.</summary>
internal static class Words
{
    public static string? Of(AuditTask audit) => audit.TaskStatus switch
    {
        AuditTaskStatus.InProgress => "IN_PROGRESS",
        AuditTaskStatus.Completed => "COMPLETED",
        AuditTaskStatus.Failed => "FAILED",
        AuditTaskStatus.Canceled => "CANCELED",
        _ => audit.HasUnrecognizedTaskStatus ? audit.UnrecognizedTaskStatus : null,
    };

    public static string? OfType(AuditTask audit) => audit.TaskType switch
    {
        AuditTaskType.OnDemandAuditTask => "ON_DEMAND_AUDIT_TASK",
        AuditTaskType.ScheduledAuditTask => "SCHEDULED_AUDIT_TASK",
        _ => audit.HasUnrecognizedTaskType ? audit.UnrecognizedTaskType : null,
    };

    public static string? Of(AuditCheckDetails check) => check.CheckRunStatus switch
    {
        AuditCheckRunStatus.InProgress => "IN_PROGRESS",
        AuditCheckRunStatus.WaitingForDataCollection => "WAITING_FOR_DATA_COLLECTION",
        AuditCheckRunStatus.Canceled => "CANCELED",
        AuditCheckRunStatus.CompletedCompliant => "COMPLETED_COMPLIANT",
        AuditCheckRunStatus.CompletedNonCompliant => "COMPLETED_NON_COMPLIANT",
        AuditCheckRunStatus.Failed => "FAILED",
        _ => check.HasUnrecognizedCheckRunStatus ? check.UnrecognizedCheckRunStatus : null,
    };

    public static string? Of(AuditFinding finding) =>
        Of(finding.Severity) ?? (finding.HasUnrecognizedSeverity ? finding.UnrecognizedSeverity : null);

    public static string? Of(NonCompliantResource resource) =>
        Of(resource.ResourceType) ?? (resource.HasUnrecognizedResourceType ? resource.UnrecognizedResourceType : null);

    public static string? Of(RelatedResource resource) =>
        Of(resource.ResourceType) ?? (resource.HasUnrecognizedResourceType ? resource.UnrecognizedResourceType : null);

    public static string? Of(AuditFindingSeverity severity) => severity switch
    {
        AuditFindingSeverity.Critical => "CRITICAL",
        AuditFindingSeverity.High => "HIGH",
        AuditFindingSeverity.Medium => "MEDIUM",
        AuditFindingSeverity.Low => "LOW",
        _ => null,
    };

    public static string? Of(ResourceType type) => type switch
    {
        ResourceType.DeviceCertificate => "DEVICE_CERTIFICATE",
        ResourceType.CaCertificate => "CA_CERTIFICATE",
        ResourceType.IotPolicy => "IOT_POLICY",
        ResourceType.CognitoIdentityPool => "COGNITO_IDENTITY_POOL",
        ResourceType.ClientId => "CLIENT_ID",
        ResourceType.AccountSettings => "ACCOUNT_SETTINGS",
        ResourceType.RoleAlias => "ROLE_ALIAS",
        ResourceType.IamRole => "IAM_ROLE",
        ResourceType.IssuerCertificate => "ISSUER_CERTIFICATE",
        _ => null,
    };

    /// <summary>The contract's name, without what all of them begin with.</summary>
    public static string Of(ErrorReason reason) => AuditServiceReflection.Descriptor
        .FindTypeByName<EnumDescriptor>(nameof(ErrorReason)).FindValueByNumber((int)reason)!.Name;

    public static AuditTaskStatus StatusOf(string word) => word switch
    {
        "IN_PROGRESS" => AuditTaskStatus.InProgress,
        "COMPLETED" => AuditTaskStatus.Completed,
        "FAILED" => AuditTaskStatus.Failed,
        "CANCELED" => AuditTaskStatus.Canceled,
        _ => AuditTaskStatus.Unspecified,
    };

    public static AuditTaskType TypeOf(string word) => word switch
    {
        "ON_DEMAND_AUDIT_TASK" => AuditTaskType.OnDemandAuditTask,
        "SCHEDULED_AUDIT_TASK" => AuditTaskType.ScheduledAuditTask,
        _ => AuditTaskType.Unspecified,
    };
}
