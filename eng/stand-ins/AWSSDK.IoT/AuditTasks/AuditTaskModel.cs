using Amazon.Runtime;

namespace Amazon.IoT.Model;

public class DescribeAuditTaskRequest : AmazonIoTRequest
{
    public string TaskId { get; set; }
}

public class DescribeAuditTaskResponse : AmazonWebServiceResponse
{
    public Dictionary<string, AuditCheckDetails> AuditDetails { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string ScheduledAuditName { get; set; }

    public DateTime? TaskStartTime { get; set; }

    public TaskStatistics TaskStatistics { get; set; }

    public AuditTaskStatus TaskStatus { get; set; }

    public AuditTaskType TaskType { get; set; }
}

public class AuditCheckDetails
{
    public bool? CheckCompliant { get; set; }

    public AuditCheckRunStatus CheckRunStatus { get; set; }

    public string ErrorCode { get; set; }

    public string Message { get; set; }

    public long? NonCompliantResourcesCount { get; set; }

    public long? SuppressedNonCompliantResourcesCount { get; set; }

    public long? TotalResourcesCount { get; set; }
}

public class TaskStatistics
{
    public int? CanceledChecks { get; set; }

    public int? CompliantChecks { get; set; }

    public int? FailedChecks { get; set; }

    public int? InProgressChecks { get; set; }

    public int? NonCompliantChecks { get; set; }

    public int? TotalChecks { get; set; }

    public int? WaitingForDataCollectionChecks { get; set; }
}

public class ListAuditTasksRequest : AmazonIoTRequest
{
    public DateTime? EndTime { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public DateTime? StartTime { get; set; }

    public AuditTaskStatus TaskStatus { get; set; }

    public AuditTaskType TaskType { get; set; }
}

public class ListAuditTasksResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public List<AuditTaskMetadata> Tasks { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class AuditTaskMetadata
{
    public string TaskId { get; set; }

    public AuditTaskStatus TaskStatus { get; set; }

    public AuditTaskType TaskType { get; set; }
}

public class StartOnDemandAuditTaskRequest : AmazonIoTRequest
{
    public List<string> TargetCheckNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class StartOnDemandAuditTaskResponse : AmazonWebServiceResponse
{
    public string TaskId { get; set; }
}

public class CancelAuditTaskRequest : AmazonIoTRequest
{
    public string TaskId { get; set; }
}

public class CancelAuditTaskResponse : AmazonWebServiceResponse;
