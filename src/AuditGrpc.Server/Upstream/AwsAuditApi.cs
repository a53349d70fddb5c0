using Amazon.IoT;
using AuditGrpc.Server.Errors;
using AuditGrpc.V1;
using Aws = Amazon.IoT.Model;

namespace AuditGrpc.Server.Upstream;

/// <summary>A source as AWS's SDK reaches it.</summary>
internal sealed class AwsAuditApi(SourceOptions options, IAmazonIoT client, AwsCalls calls, TimeProvider time) : IAuditApi, IDisposable
{
    private readonly Budget _describes = new(AwsOperations.DescribeAuditTask, options.DescribePerSecond);
    private readonly Budget _lists = new(AwsOperations.ListAuditTasks, options.ListPerSecond);
    private readonly Budget _starts = new(AwsOperations.StartOnDemandAuditTask, options.StartPerSecond);
    private readonly Budget _cancels = new(AwsOperations.CancelAuditTask, options.CancelPerSecond);
    private readonly Budget _configurations = new(AwsOperations.DescribeAccountAuditConfiguration, options.ConfigurationPerSecond);
    private readonly RecentAudits _started = new(RecentAudits.Appearance, time);

    public Task<AuditTask> DescribeAsync(string taskId, ReadPolicy policy, CancellationToken cancellationToken)
    {
        var request = new Aws.DescribeAuditTaskRequest { TaskId = taskId };
        return OrNotThereYet(taskId, calls.MakeAsync(
            _describes,
            taskId,
            policy,
            async token => Translation.ToAuditTask(taskId, await client.DescribeAuditTaskAsync(request, token)),
            cancellationToken));
    }

    public Task<AuditPage> ListAsync(AuditQuery query, ReadPolicy policy, CancellationToken cancellationToken)
    {
        var request = Translation.ToRequest(query);
        return calls.MakeAsync(
            _lists,
            taskId: null,
            policy,
            async token => Translation.ToAuditPage(await client.ListAuditTasksAsync(request, token)),
            cancellationToken);
    }

    public async Task<string> StartAsync(IReadOnlyCollection<string> checkNames, CancellationToken cancellationToken)
    {
        var request = new Aws.StartOnDemandAuditTaskRequest { TargetCheckNames = [.. checkNames] };
        var taskId = await calls.MakeOnceAsync(
            _starts,
            ReadPolicy.Call,
            async token => Translation.ToTaskId(await client.StartOnDemandAuditTaskAsync(request, token)),
            cancellationToken);
        _started.Add(taskId);
        return taskId;
    }

    public async Task CancelAsync(string taskId, CancellationToken cancellationToken)
    {
        var request = new Aws.CancelAuditTaskRequest { TaskId = taskId };
        var attempts = 0;
        try
        {
            await OrNotThereYet(taskId, calls.MakeAsync(
                _cancels,
                taskId,
                ReadPolicy.Call,
                token =>
                {
                    attempts++;
                    return client.CancelAuditTaskAsync(request, token);
                },
                cancellationToken));
        }
        catch (AuditFailure failure) when (failure.Reason == ErrorReason.AuditTaskNotInProgress && attempts > 1)
        {
            // An attempt whose reply was lost may have canceled the audit, and then this call has succeeded.
            if ((await DescribeAsync(taskId, ReadPolicy.Call, cancellationToken)).TaskStatus != V1.AuditTaskStatus.Canceled)
            {
                throw;
            }
        }
    }

    public Task<IReadOnlySet<string>> GetEnabledChecksAsync(ReadPolicy policy, CancellationToken cancellationToken)
    {
        var request = new Aws.DescribeAccountAuditConfigurationRequest();
        return calls.MakeAsync(
            _configurations,
            taskId: null,
            policy,
            async token => Translation.ToEnabledChecks(await client.DescribeAccountAuditConfigurationAsync(request, token)),
            cancellationToken);
    }

    public void Dispose()
    {
        _describes.Dispose();
        _lists.Dispose();
        _starts.Dispose();
        _cancels.Dispose();
        _configurations.Dispose();
        client.Dispose();
    }

    /// <summary>An audit that was started here a moment ago exists, even if AWS does not know it yet.</summary>
    private async Task<T> OrNotThereYet<T>(string taskId, Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (AuditFailure failure) when (failure.Reason == ErrorReason.AuditTaskNotFound && _started.Contains(taskId))
        {
            throw AuditFailure.NotThereYet(failure);
        }
    }
}
