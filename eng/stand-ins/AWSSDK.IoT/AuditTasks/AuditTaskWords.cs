using Amazon.Runtime;

namespace Amazon.IoT;

public class AuditTaskStatus : ConstantClass
{
    public static readonly AuditTaskStatus CANCELED = new(nameof(CANCELED));
    public static readonly AuditTaskStatus COMPLETED = new(nameof(COMPLETED));
    public static readonly AuditTaskStatus FAILED = new(nameof(FAILED));
    public static readonly AuditTaskStatus IN_PROGRESS = new(nameof(IN_PROGRESS));

    public AuditTaskStatus(string value)
        : base(value) { }

    public static AuditTaskStatus FindValue(string value) => FindValue<AuditTaskStatus>(value);

    public static implicit operator AuditTaskStatus(string value) => FindValue(value);
}

public class AuditTaskType : ConstantClass
{
    public static readonly AuditTaskType ON_DEMAND_AUDIT_TASK = new(nameof(ON_DEMAND_AUDIT_TASK));
    public static readonly AuditTaskType SCHEDULED_AUDIT_TASK = new(nameof(SCHEDULED_AUDIT_TASK));

    public AuditTaskType(string value)
        : base(value) { }

    public static AuditTaskType FindValue(string value) => FindValue<AuditTaskType>(value);

    public static implicit operator AuditTaskType(string value) => FindValue(value);
}

public class AuditCheckRunStatus : ConstantClass
{
    public static readonly AuditCheckRunStatus CANCELED = new(nameof(CANCELED));
    public static readonly AuditCheckRunStatus COMPLETED_COMPLIANT = new(nameof(COMPLETED_COMPLIANT));
    public static readonly AuditCheckRunStatus COMPLETED_NON_COMPLIANT = new(nameof(COMPLETED_NON_COMPLIANT));
    public static readonly AuditCheckRunStatus FAILED = new(nameof(FAILED));
    public static readonly AuditCheckRunStatus IN_PROGRESS = new(nameof(IN_PROGRESS));
    public static readonly AuditCheckRunStatus WAITING_FOR_DATA_COLLECTION = new(nameof(WAITING_FOR_DATA_COLLECTION));

    public AuditCheckRunStatus(string value)
        : base(value) { }

    public static AuditCheckRunStatus FindValue(string value) => FindValue<AuditCheckRunStatus>(value);

    public static implicit operator AuditCheckRunStatus(string value) => FindValue(value);
}
