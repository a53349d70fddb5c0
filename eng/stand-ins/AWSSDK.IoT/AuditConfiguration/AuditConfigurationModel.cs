using Amazon.Runtime;

namespace Amazon.IoT.Model;

public class DescribeAccountAuditConfigurationRequest : AmazonIoTRequest;

public class DescribeAccountAuditConfigurationResponse : AmazonWebServiceResponse
{
    public Dictionary<string, AuditCheckConfiguration> AuditCheckConfigurations { get; set; } =
        AWSConfigs.InitializeCollections ? [] : null;

    public Dictionary<string, AuditNotificationTarget> AuditNotificationTargetConfigurations { get; set; } =
        AWSConfigs.InitializeCollections ? [] : null;

    public string RoleArn { get; set; }
}

public class UpdateAccountAuditConfigurationRequest : AmazonIoTRequest
{
    public Dictionary<string, AuditCheckConfiguration> AuditCheckConfigurations { get; set; } =
        AWSConfigs.InitializeCollections ? [] : null;

    public Dictionary<string, AuditNotificationTarget> AuditNotificationTargetConfigurations { get; set; } =
        AWSConfigs.InitializeCollections ? [] : null;

    public string RoleArn { get; set; }
}

public class UpdateAccountAuditConfigurationResponse : AmazonWebServiceResponse;

public class AuditCheckConfiguration
{
    public Dictionary<string, string> Configuration { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public bool? Enabled { get; set; }
}

public class AuditNotificationTarget
{
    public bool? Enabled { get; set; }

    public string RoleArn { get; set; }

    public string TargetArn { get; set; }
}
