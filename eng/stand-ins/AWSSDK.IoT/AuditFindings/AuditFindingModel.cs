using Amazon.Runtime;

namespace Amazon.IoT.Model;

public class ListAuditFindingsRequest : AmazonIoTRequest
{
    public string CheckName { get; set; }

    public DateTime? EndTime { get; set; }

    public bool? ListSuppressedFindings { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public ResourceIdentifier ResourceIdentifier { get; set; }

    public DateTime? StartTime { get; set; }

    public string TaskId { get; set; }
}

public class ListAuditFindingsResponse : AmazonWebServiceResponse
{
    public List<AuditFinding> Findings { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string NextToken { get; set; }
}

public class DescribeAuditFindingRequest : AmazonIoTRequest
{
    public string FindingId { get; set; }
}

public class DescribeAuditFindingResponse : AmazonWebServiceResponse
{
    public AuditFinding Finding { get; set; }
}

public class ListRelatedResourcesForAuditFindingRequest : AmazonIoTRequest
{
    public string FindingId { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }
}

public class ListRelatedResourcesForAuditFindingResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public List<RelatedResource> RelatedResources { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class AuditFinding
{
    public string CheckName { get; set; }

    public string FindingId { get; set; }

    public DateTime? FindingTime { get; set; }

    public bool? IsSuppressed { get; set; }

    public NonCompliantResource NonCompliantResource { get; set; }

    public string ReasonForNonCompliance { get; set; }

    public string ReasonForNonComplianceCode { get; set; }

    public List<RelatedResource> RelatedResources { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public AuditFindingSeverity Severity { get; set; }

    public string TaskId { get; set; }

    public DateTime? TaskStartTime { get; set; }
}
