using Amazon.IoT;
using AuditGrpc.Server.Errors;
using AuditGrpc.V1;
using Aws = Amazon.IoT.Model;

namespace AuditGrpc.Server.Upstream;

/// <summary>A source as AWS's SDK reaches it.</summary>
internal sealed class AwsAuditApi(SourceOptions options, IAmazonIoT client, AwsCalls calls, TimeProvider time) : IAuditApi, IDisposable
{
    private readonly Budgets _budgets = new(options);
    private readonly RecentAudits _started = new(RecentAudits.Appearance, time);

    public Task<AuditTask> DescribeAsync(string taskId, ReadPolicy policy, CancellationToken cancellationToken)
    {
        var request = new Aws.DescribeAuditTaskRequest { TaskId = taskId };
        return OrNotThereYet(taskId, calls.MakeAsync(
            _budgets.Describes,
            taskId,
            policy,
            async token => Translation.ToAuditTask(taskId, await client.DescribeAuditTaskAsync(request, token)),
            cancellationToken));
    }

    public Task<AwsPage<AuditTask>> ListAsync(AuditQuery query, ReadPolicy policy, CancellationToken cancellationToken)
    {
        var request = Translation.ToRequest(query);
        return calls.MakeAsync(
            _budgets.Lists,
            id: null,
            policy,
            async token => Translation.ToAuditPage(await client.ListAuditTasksAsync(request, token)),
            cancellationToken);
    }

    public async Task<Acted> StartAsync(IReadOnlyCollection<string> checkNames, CancellationToken cancellationToken)
    {
        var request = new Aws.StartOnDemandAuditTaskRequest { TargetCheckNames = [.. checkNames] };
        var started = await calls.MakeOnceAsync(
            _budgets.Starts,
            ReadPolicy.Call,
            async token =>
            {
                var response = await client.StartOnDemandAuditTaskAsync(request, token);
                return new Acted(Translation.ToTaskId(response), UpstreamFacts.RequestIdOf(response));
            },
            cancellationToken);
        _started.Add(started.TaskId);
        return started;
    }

    public async Task<Acted> CancelAsync(string taskId, CancellationToken cancellationToken)
    {
        var request = new Aws.CancelAuditTaskRequest { TaskId = taskId };
        var attempts = 0;
        try
        {
            return await OrNotThereYet(taskId, calls.MakeAsync(
                _budgets.Cancels,
                taskId,
                ReadPolicy.Call,
                async token =>
                {
                    attempts++;
                    return new Acted(taskId, UpstreamFacts.RequestIdOf(await client.CancelAuditTaskAsync(request, token)));
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

            return new Acted(taskId, AwsRequestId: null);
        }
    }

    public Task<AuditFinding> DescribeFindingAsync(string findingId, ReadPolicy policy, CancellationToken cancellationToken)
    {
        var request = new Aws.DescribeAuditFindingRequest { FindingId = findingId };
        return calls.MakeAsync(
            _budgets.Findings,
            findingId,
            policy,
            async token => FindingTranslation.ToFinding((await client.DescribeAuditFindingAsync(request, token)).Finding),
            cancellationToken);
    }

    public Task<AwsPage<AuditFinding>> ListFindingsAsync(FindingQuery query, ReadPolicy policy, CancellationToken cancellationToken)
    {
        var request = FindingTranslation.ToRequest(query);
        return calls.MakeAsync(
            _budgets.FindingLists,
            id: null,
            policy,
            async token => FindingTranslation.ToFindingPage(await client.ListAuditFindingsAsync(request, token)),
            cancellationToken);
    }

    public Task<AwsPage<RelatedResource>> ListRelatedAsync(
        string findingId, int maxResults, string? nextToken, ReadPolicy policy, CancellationToken cancellationToken)
    {
        var request = new Aws.ListRelatedResourcesForAuditFindingRequest
        {
            FindingId = findingId,
            MaxResults = maxResults,
            NextToken = nextToken,
        };
        return calls.MakeAsync(
            _budgets.RelatedLists,
            findingId,
            policy,
            async token => FindingTranslation.ToRelatedPage(await client.ListRelatedResourcesForAuditFindingAsync(request, token)),
            cancellationToken);
    }

    public Task<IReadOnlyList<AuditCheck>> ListChecksAsync(ReadPolicy policy, CancellationToken cancellationToken)
    {
        var request = new Aws.DescribeAccountAuditConfigurationRequest();
        return calls.MakeAsync(
            _budgets.Configurations,
            id: null,
            policy,
            async token => Translation.ToChecks(await client.DescribeAccountAuditConfigurationAsync(request, token)),
            cancellationToken);
    }

    public void Dispose()
    {
        _budgets.Dispose();
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
