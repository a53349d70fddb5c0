using System.Collections.Frozen;
using AuditGrpc.Server.Errors;
using AuditGrpc.V1;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Aws = Amazon.IoT.Model;

namespace AuditGrpc.Server.Upstream;

/// <summary>From AWS's reply to the contract's message. What AWS left out stays absent; a word without a value is kept as it came.</summary>
internal static class Translation
{
    private static readonly FrozenDictionary<string, AuditTaskStatus> Statuses = Words<AuditTaskStatus>("AUDIT_TASK_STATUS_");
    private static readonly FrozenDictionary<string, AuditTaskType> Types = Words<AuditTaskType>("AUDIT_TASK_TYPE_");
    private static readonly FrozenDictionary<string, AuditCheckRunStatus> RunStatuses = Words<AuditCheckRunStatus>("AUDIT_CHECK_RUN_STATUS_");

    public static AuditTask ToAuditTask(string taskId, Aws.DescribeAuditTaskResponse reply)
    {
        // A reply without a status tells nothing about the audit: the SDK makes one of any JSON object.
        var status = reply.TaskStatus?.Value ?? throw AuditFailure.InvalidResponse();
        var audit = ToAuditTask(taskId, status, reply.TaskType?.Value);
        if (reply.TaskStartTime is { } start)
        {
            audit.TaskStartTime = Timestamp.FromDateTime(start.ToUniversalTime());
        }

        if (reply.TaskStatistics is { } statistics)
        {
            audit.TaskStatistics = ToStatistics(statistics);
        }

        if (reply.ScheduledAuditName is { } name)
        {
            audit.ScheduledAuditName = name;
        }

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
        TaskStatus = WordOf(Statuses, query.Status),
        TaskType = WordOf(Types, query.Type),
        MaxResults = query.MaxResults,
        NextToken = query.NextToken,
    };

    public static AuditPage ToAuditPage(Aws.ListAuditTasksResponse reply)
    {
        // A reply without a list is not an empty list.
        var tasks = reply.Tasks ?? throw AuditFailure.InvalidResponse();
        var audits = tasks.Select(task => string.IsNullOrEmpty(task?.TaskId)
            ? throw AuditFailure.InvalidResponse()
            : ToAuditTask(task.TaskId, task.TaskStatus?.Value, task.TaskType?.Value));
        return new AuditPage([.. audits], string.IsNullOrEmpty(reply.NextToken) ? null : reply.NextToken);
    }

    public static string ToTaskId(Aws.StartOnDemandAuditTaskResponse reply) =>
        string.IsNullOrEmpty(reply.TaskId) ? throw AuditFailure.InvalidResponse() : reply.TaskId;

    public static IReadOnlySet<string> ToEnabledChecks(Aws.DescribeAccountAuditConfigurationResponse reply) =>
        (reply.AuditCheckConfigurations ?? []).Where(check => check.Value?.Enabled == true).Select(check => check.Key).ToHashSet();

    private static AuditTask ToAuditTask(string taskId, string? status, string? type)
    {
        var audit = new AuditTask { TaskId = taskId };
        if (status is not null)
        {
            audit.TaskStatus = Statuses.GetValueOrDefault(status);
            if (audit.TaskStatus == AuditTaskStatus.Unspecified)
            {
                audit.UnrecognizedTaskStatus = status;
            }
        }

        if (type is not null)
        {
            audit.TaskType = Types.GetValueOrDefault(type);
            if (audit.TaskType == AuditTaskType.Unspecified)
            {
                audit.UnrecognizedTaskType = type;
            }
        }

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
        if (reply.CheckRunStatus?.Value is { } status)
        {
            details.CheckRunStatus = RunStatuses.GetValueOrDefault(status);
            if (details.CheckRunStatus == AuditCheckRunStatus.Unspecified)
            {
                details.UnrecognizedCheckRunStatus = status;
            }
        }

        Copy(reply.CheckCompliant, value => details.CheckCompliant = value);
        Copy(reply.TotalResourcesCount, value => details.TotalResourcesCount = value);
        Copy(reply.NonCompliantResourcesCount, value => details.NonCompliantResourcesCount = value);
        Copy(reply.SuppressedNonCompliantResourcesCount, value => details.SuppressedNonCompliantResourcesCount = value);
        if (reply.ErrorCode is { } code)
        {
            details.ErrorCode = code;
        }

        if (reply.Message is { } message)
        {
            details.Message = message;
        }

        return details;
    }

    private static void Copy<T>(T? value, Action<T> set)
        where T : struct
    {
        if (value is { } present)
        {
            set(present);
        }
    }

    private static string? WordOf<TEnum>(FrozenDictionary<string, TEnum> words, TEnum value)
        where TEnum : struct, System.Enum =>
        words.FirstOrDefault(word => EqualityComparer<TEnum>.Default.Equals(word.Value, value)).Key;

    /// <summary>AWS's words are the contract's value names without their prefix, so a value added to the contract is understood at once.</summary>
    private static FrozenDictionary<string, TEnum> Words<TEnum>(string prefix)
        where TEnum : struct, System.Enum =>
        AuditReflection.Descriptor.FindTypeByName<EnumDescriptor>(typeof(TEnum).Name).Values
            .Where(value => value.Number != 0)
            .ToFrozenDictionary(value => value.Name[prefix.Length..], value => (TEnum)System.Enum.ToObject(typeof(TEnum), value.Number));
}
