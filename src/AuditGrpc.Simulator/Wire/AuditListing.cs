using System.Globalization;

namespace AuditGrpc.Simulator;

/// <summary>
/// What ListAuditTasks asks for. Pages go by task id, an order that tells nothing of time: AWS promises none either. A page
/// begins after the last id of the one before, so audits that come and go between two pages move nothing.
/// </summary>
internal sealed class AuditListing
{
    private static readonly string[] _timeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly DateTimeOffset _startTime;
    private readonly DateTimeOffset _endTime;
    private readonly string? _taskType;
    private readonly string? _taskStatus;
    private readonly Paging _paging;

    public AuditListing(IQueryCollection query, DateTimeOffset now)
    {
        _startTime = Time(query, "startTime");
        _endTime = Time(query, "endTime");
        _taskType = Word(query, "taskType", AuditWords.OnDemand, AuditWords.Scheduled);
        _taskStatus = Word(
            query, "taskStatus", AuditWords.InProgress, AuditWords.Completed, AuditWords.Failed, AuditWords.Canceled);
        if (_endTime < _startTime)
        {
            throw AwsErrorException.InvalidRequest("'endTime' must not be before 'startTime'.");
        }

        if (now - _startTime > Audits.Retention)
        {
            throw AwsErrorException.InvalidRequest($"'startTime' must not be more than {Audits.Retention.Days} days ago.");
        }

        _paging = new(
            $"{_startTime.UtcTicks} {_endTime.UtcTicks} {_taskType} {_taskStatus}",
            query["nextToken"],
            Paging.MaxResults(query["maxResults"]));
    }

    public AuditPage Of(Audits audits)
    {
        var rest = audits.Kept()
            .Where(audit => string.CompareOrdinal(audit.TaskId, _paging.After) > 0)
            .Where(audit => audit.StartTime >= _startTime && audit.StartTime <= _endTime)
            .Where(audit => _taskType is null || audit.State.TaskType == _taskType)
            .Where(audit => _taskStatus is null || audit.State.TaskStatus == _taskStatus)
            .Select(audit => new ListedAudit(audit.TaskId, audit.State.TaskStatus, audit.State.TaskType));
        var (page, nextToken) = _paging.Of(rest, audit => audit.TaskId);
        return new(page, nextToken);
    }

    private static DateTimeOffset Time(IQueryCollection query, string name) =>
        DateTimeOffset.TryParseExact(
            query[name], _timeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw AwsErrorException.InvalidRequest(query.ContainsKey(name)
                ? $"'{name}' must be an ISO 8601 time, such as 2019-06-12T16:28:43Z."
                : $"'{name}' is required.");

    private static string? Word(IQueryCollection query, string name, params string[] words)
    {
        var word = query[name].FirstOrDefault();
        return word is null || words.Contains(word)
            ? word
            : throw AwsErrorException.InvalidRequest($"'{name}' must be one of {string.Join(", ", words)}.");
    }
}

internal sealed record AuditPage(IReadOnlyList<ListedAudit> Tasks, string? NextToken);

internal sealed record ListedAudit(string TaskId, string? TaskStatus, string? TaskType);
