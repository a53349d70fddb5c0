using AuditGrpc.Server.Errors;
using AuditGrpc.V1;
using static AuditGrpc.Server.Upstream.Presence;
using Aws = Amazon.IoT.Model;

namespace AuditGrpc.Server.Upstream;

/// <summary>From AWS's reply to the contract's message. What AWS left out stays absent; a word without a value is kept as it came.</summary>
internal static class Translation
{
    private static readonly AwsWords<AuditTaskStatus> Statuses = new(AuditReflection.Descriptor);
    private static readonly AwsWords<AuditTaskType> Types = new(AuditReflection.Descriptor);
    private static readonly AwsWords<AuditCheckRunStatus> RunStatuses = new(AuditReflection.Descriptor);

    public static AuditTask ToAuditTask(string taskId, Aws.DescribeAuditTaskResponse reply)
    {
        // A reply without a status tells nothing about the audit: the SDK makes one of any JSON object.
        var status = reply.TaskStatus?.Value ?? throw AuditFailure.InvalidResponse();
        var audit = ToAuditTask(taskId, status, reply.TaskType?.Value);
        audit.TaskStartTime = ToTimestamp(reply.TaskStartTime);
        audit.TaskStatistics = reply.TaskStatistics is { } statistics ? ToStatistics(statistics) : null;
        Copy(reply.ScheduledAuditName, value => audit.ScheduledAuditName = value);
        foreach (var (check, details) in reply.AuditDetails ?? [])
        {
            audit.AuditDetails.Add(check, ToDetails(details ?? new Aws.AuditCheckDetails()));
        }

        audit.Etag = Etag.Of(audit);
        return audit;
    }

    public static Aws.ListAuditTasksRequest ToRequest(AuditQuery query) => new()
    {
        StartTime = query.Start.UtcDateTime,
        EndTime = query.End.UtcDateTime,
        TaskStatus = Statuses.WordOf(query.Status),
        TaskType = Types.WordOf(query.Type),
        MaxResults = query.MaxResults,
        NextToken = query.NextToken,
    };

    public static AwsPage<AuditTask> ToAuditPage(Aws.ListAuditTasksResponse reply)
    {
        // A reply without a list is not an empty list.
        var tasks = reply.Tasks ?? throw AuditFailure.InvalidResponse();
        var audits = tasks.Select(task => string.IsNullOrEmpty(task?.TaskId)
            ? throw AuditFailure.InvalidResponse()
            : ToAuditTask(task.TaskId, task.TaskStatus?.Value, task.TaskType?.Value));
        return new AwsPage<AuditTask>([.. audits], ToNextToken(reply.NextToken));
    }

    public static string ToTaskId(Aws.StartOnDemandAuditTaskResponse reply) =>
        string.IsNullOrEmpty(reply.TaskId) ? throw AuditFailure.InvalidResponse() : reply.TaskId;

    /// <summary>Some of AWS's operations end a list with an empty token.</summary>
    public static string? ToNextToken(string? token) => string.IsNullOrEmpty(token) ? null : token;

    /// <summary>What the account has set of each check: nothing of what is known of the check itself.</summary>
    public static IReadOnlyList<AuditCheck> ToChecks(Aws.DescribeAccountAuditConfigurationResponse reply) =>
        [.. (reply.AuditCheckConfigurations ?? []).Select(check => ToCheck(check.Key, check.Value ?? new Aws.AuditCheckConfiguration()))];

    private static AuditTask ToAuditTask(string taskId, string? status, string? type)
    {
        var audit = new AuditTask { TaskId = taskId };
        audit.TaskStatus = Statuses.ValueOf(status, word => audit.UnrecognizedTaskStatus = word);
        audit.TaskType = Types.ValueOf(type, word => audit.UnrecognizedTaskType = word);
        return audit;
    }

    private static TaskStatistics ToStatistics(Aws.TaskStatistics reply)
    {
        var statistics = new TaskStatistics();
        Copy(reply.TotalChecks, value => statistics.TotalChecks = value);
        Copy(reply.InProgressChecks, value => statistics.InProgressChecks = value);
        Copy(reply.WaitingForDataCollectionChecks, value => statistics.WaitingForDataCollectionChecks = value);
        Copy(reply.CompliantChecks, value => statistics.CompliantChecks = value);
        Copy(reply.NonCompliantChecks, value => statistics.NonCompliantChecks = value);
        Copy(reply.FailedChecks, value => statistics.FailedChecks = value);
        Copy(reply.CanceledChecks, value => statistics.CanceledChecks = value);
        return statistics;
    }

    private static AuditCheckDetails ToDetails(Aws.AuditCheckDetails reply)
    {
        var details = new AuditCheckDetails();
        details.CheckRunStatus = RunStatuses.ValueOf(reply.CheckRunStatus?.Value, word => details.UnrecognizedCheckRunStatus = word);
        Copy(reply.CheckCompliant, value => details.CheckCompliant = value);
        Copy(reply.TotalResourcesCount, value => details.TotalResourcesCount = value);
        Copy(reply.NonCompliantResourcesCount, value => details.NonCompliantResourcesCount = value);
        Copy(reply.SuppressedNonCompliantResourcesCount, value => details.SuppressedNonCompliantResourcesCount = value);
        Copy(reply.ErrorCode, value => details.ErrorCode = value);
        Copy(reply.Message, value => details.Message = value);
        return details;
    }

    private static AuditCheck ToCheck(string name, Aws.AuditCheckConfiguration reply)
    {
        var check = new AuditCheck { CheckName = name };
        Copy(reply.Enabled, value => check.Enabled = value);
        CopyAll(reply.Configuration, check.Configuration);
        return check;
    }
}
