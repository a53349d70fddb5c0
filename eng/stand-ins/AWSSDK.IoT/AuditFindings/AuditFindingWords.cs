using Amazon.Runtime;

namespace Amazon.IoT;

public class AuditFindingSeverity : ConstantClass
{
    public static readonly AuditFindingSeverity CRITICAL = new(nameof(CRITICAL));
    public static readonly AuditFindingSeverity HIGH = new(nameof(HIGH));
    public static readonly AuditFindingSeverity LOW = new(nameof(LOW));
    public static readonly AuditFindingSeverity MEDIUM = new(nameof(MEDIUM));

    public AuditFindingSeverity(string value)
        : base(value) { }

    public static AuditFindingSeverity FindValue(string value) => FindValue<AuditFindingSeverity>(value);

    public static implicit operator AuditFindingSeverity(string value) => FindValue(value);
}

public class ResourceType : ConstantClass
{
    public static readonly ResourceType ACCOUNT_SETTINGS = new(nameof(ACCOUNT_SETTINGS));
    public static readonly ResourceType CA_CERTIFICATE = new(nameof(CA_CERTIFICATE));
    public static readonly ResourceType CLIENT_ID = new(nameof(CLIENT_ID));
    public static readonly ResourceType COGNITO_IDENTITY_POOL = new(nameof(COGNITO_IDENTITY_POOL));
    public static readonly ResourceType DEVICE_CERTIFICATE = new(nameof(DEVICE_CERTIFICATE));
    public static readonly ResourceType IAM_ROLE = new(nameof(IAM_ROLE));
    public static readonly ResourceType IOT_POLICY = new(nameof(IOT_POLICY));
    public static readonly ResourceType ISSUER_CERTIFICATE = new(nameof(ISSUER_CERTIFICATE));
    public static readonly ResourceType ROLE_ALIAS = new(nameof(ROLE_ALIAS));

    public ResourceType(string value)
        : base(value) { }

    public static ResourceType FindValue(string value) => FindValue<ResourceType>(value);

    public static implicit operator ResourceType(string value) => FindValue(value);
}
