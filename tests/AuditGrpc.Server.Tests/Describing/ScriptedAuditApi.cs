using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Tests.Describing;

/// <summary>A source that answers when the test says so; it can only describe.</summary>
internal sealed class ScriptedAuditApi : IAuditApi
{
    private readonly Lock _gate = new();
    private readonly List<(string TaskId, TaskCompletionSource<AuditTask> Answer)> _calls = [];

    public int Calls
    {
        get
        {
            lock (_gate)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>The calls that wait for an answer.</summary>
    public int Unanswered
    {
        get
        {
            lock (_gate)
            {
                return _calls.Count(call => !call.Answer.Task.IsCompleted);
            }
        }
    }

    public Source AsSource(string name = "default") => new(name, "us-east-1", null, DescribePerSecond: 20, this);

    public Task<AuditTask> DescribeAsync(string taskId, ReadPolicy policy, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<AuditTask>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _calls.Add((taskId, answer));
        }

        return answer.Task;
    }

    public Task<AwsPage<AuditTask>> ListAsync(AuditQuery query, ReadPolicy policy, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Acted> StartAsync(IReadOnlyCollection<string> checkNames, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Acted> CancelAsync(string taskId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<AuditFinding> DescribeFindingAsync(string findingId, ReadPolicy policy, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<AwsPage<AuditFinding>> ListFindingsAsync(FindingQuery query, ReadPolicy policy, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<AwsPage<RelatedResource>> ListRelatedAsync(
        string findingId, int maxResults, string? nextToken, ReadPolicy policy, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<AuditCheck>> ListChecksAsync(ReadPolicy policy, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Answers the newest call.</summary>
    public void Answer(AuditTaskStatus status)
    {
        var (taskId, answer) = _calls[^1];
        var audit = new AuditTask { TaskId = taskId, TaskStatus = status };
        audit.Etag = Etag.Of(audit);
        answer.SetResult(audit);
    }

    public void Fail(Exception exception) => _calls[^1].Answer.SetException(exception);
}
