using Amazon.IoT.Model;
using Amazon.IoT.Wire;
using static Amazon.IoT.Wire.Codec;
using static Amazon.IoT.Wire.ModeledError;
using static Amazon.Runtime.Internal.Util.StringUtils;

namespace Amazon.IoT;

public partial interface IAmazonIoT
{
    Task<DescribeAuditTaskResponse> DescribeAuditTaskAsync(DescribeAuditTaskRequest request, CancellationToken cancellationToken = default);

    Task<ListAuditTasksResponse> ListAuditTasksAsync(ListAuditTasksRequest request, CancellationToken cancellationToken = default);

    Task<StartOnDemandAuditTaskResponse> StartOnDemandAuditTaskAsync(
        StartOnDemandAuditTaskRequest request, CancellationToken cancellationToken = default);

    Task<CancelAuditTaskResponse> CancelAuditTaskAsync(CancelAuditTaskRequest request, CancellationToken cancellationToken = default);
}

public partial class AmazonIoTClient
{
    public virtual Task<DescribeAuditTaskResponse> DescribeAuditTaskAsync(
        DescribeAuditTaskRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(AuditTaskOperations.Describe, request, cancellationToken);

    public virtual Task<ListAuditTasksResponse> ListAuditTasksAsync(
        ListAuditTasksRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(AuditTaskOperations.List, request, cancellationToken);

    public virtual Task<StartOnDemandAuditTaskResponse> StartOnDemandAuditTaskAsync(
        StartOnDemandAuditTaskRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(AuditTaskOperations.Start, request, cancellationToken);

    public virtual Task<CancelAuditTaskResponse> CancelAuditTaskAsync(
        CancelAuditTaskRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(AuditTaskOperations.Cancel, request, cancellationToken);
}

internal static class AuditTaskOperations
{
    private static readonly Shape<AuditCheckDetails> checkDetails = new()
    {
        { "checkCompliant", Flag, (check, value) => check.CheckCompliant = value },
        { "checkRunStatus", Word(AuditCheckRunStatus.FindValue), (check, value) => check.CheckRunStatus = value },
        { "errorCode", Text, (check, value) => check.ErrorCode = value },
        { "message", Text, (check, value) => check.Message = value },
        { "nonCompliantResourcesCount", Long, (check, value) => check.NonCompliantResourcesCount = value },
        { "suppressedNonCompliantResourcesCount", Long, (check, value) => check.SuppressedNonCompliantResourcesCount = value },
        { "totalResourcesCount", Long, (check, value) => check.TotalResourcesCount = value },
    };

    private static readonly Shape<TaskStatistics> statistics = new()
    {
        { "canceledChecks", Int, (statistics, value) => statistics.CanceledChecks = value },
        { "compliantChecks", Int, (statistics, value) => statistics.CompliantChecks = value },
        { "failedChecks", Int, (statistics, value) => statistics.FailedChecks = value },
        { "inProgressChecks", Int, (statistics, value) => statistics.InProgressChecks = value },
        { "nonCompliantChecks", Int, (statistics, value) => statistics.NonCompliantChecks = value },
        { "totalChecks", Int, (statistics, value) => statistics.TotalChecks = value },
        { "waitingForDataCollectionChecks", Int, (statistics, value) => statistics.WaitingForDataCollectionChecks = value },
    };

    private static readonly Shape<AuditTaskMetadata> metadata = new()
    {
        { "taskId", Text, (task, value) => task.TaskId = value },
        { "taskStatus", Word(AuditTaskStatus.FindValue), (task, value) => task.TaskStatus = value },
        { "taskType", Word(AuditTaskType.FindValue), (task, value) => task.TaskType = value },
    };

    public static Operation<DescribeAuditTaskRequest, DescribeAuditTaskResponse> Describe { get; } = new("GET", "/audit/tasks/{taskId}")
    {
        Labels = { ["taskId"] = request => request.TaskId },
        Reply =
        {
            { "auditDetails", MapOf(checkDetails), (reply, value) => reply.AuditDetails = value },
            { "scheduledAuditName", Text, (reply, value) => reply.ScheduledAuditName = value },
            { "taskStartTime", Time, (reply, value) => reply.TaskStartTime = value },
            { "taskStatistics", statistics, (reply, value) => reply.TaskStatistics = value },
            { "taskStatus", Word(AuditTaskStatus.FindValue), (reply, value) => reply.TaskStatus = value },
            { "taskType", Word(AuditTaskType.FindValue), (reply, value) => reply.TaskType = value },
        },
        Errors = [InternalFailure, InvalidRequest, ResourceNotFound, Throttling],
    };

    public static Operation<ListAuditTasksRequest, ListAuditTasksResponse> List { get; } = new("GET", "/audit/tasks")
    {
        Query =
        {
            ["endTime"] = request => FromDateTimeToISO8601WithOptionalMs(request.EndTime),
            ["maxResults"] = request => FromInt(request.MaxResults),
            ["nextToken"] = request => request.NextToken,
            ["startTime"] = request => FromDateTimeToISO8601WithOptionalMs(request.StartTime),
            ["taskStatus"] = request => request.TaskStatus?.Value,
            ["taskType"] = request => request.TaskType?.Value,
        },
        Reply =
        {
            { "nextToken", Text, (reply, value) => reply.NextToken = value },
            { "tasks", ListOf(metadata), (reply, value) => reply.Tasks = value },
        },
        Errors = [InternalFailure, InvalidRequest, Throttling],
    };

    public static Operation<StartOnDemandAuditTaskRequest, StartOnDemandAuditTaskResponse> Start { get; } = new("POST", "/audit/tasks")
    {
        Body = new() { { "targetCheckNames", ListOf(Text), request => request.TargetCheckNames } },
        Reply = { { "taskId", Text, (reply, value) => reply.TaskId = value } },
        Errors = [InternalFailure, InvalidRequest, LimitExceeded, Throttling],
    };

    public static Operation<CancelAuditTaskRequest, CancelAuditTaskResponse> Cancel { get; } = new("PUT", "/audit/tasks/{taskId}/cancel")
    {
        Labels = { ["taskId"] = request => request.TaskId },
        Errors = [InternalFailure, InvalidRequest, ResourceNotFound, Throttling],
    };
}
