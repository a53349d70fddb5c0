using Amazon.Runtime;

namespace Amazon.IoT;

public class AuditNotificationType : ConstantClass
{
    public static readonly AuditNotificationType SNS = new(nameof(SNS));

    public AuditNotificationType(string value)
        : base(value) { }

    public static AuditNotificationType FindValue(string value) => FindValue<AuditNotificationType>(value);

    public static implicit operator AuditNotificationType(string value) => FindValue(value);
}

public class ConfigName : ConstantClass
{
    public static readonly ConfigName CERT_AGE_THRESHOLD_IN_DAYS = new(nameof(CERT_AGE_THRESHOLD_IN_DAYS));
    public static readonly ConfigName CERT_EXPIRATION_THRESHOLD_IN_DAYS = new(nameof(CERT_EXPIRATION_THRESHOLD_IN_DAYS));

    public ConfigName(string value)
        : base(value) { }

    public static ConfigName FindValue(string value) => FindValue<ConfigName>(value);

    public static implicit operator ConfigName(string value) => FindValue(value);
}
