using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AuditGrpc.Simulator;

/// <summary>
/// What ListAuditTasks asks for. Pages go by task id, an order that tells nothing of time: AWS promises none either. A page
/// begins after the last id of the one before, so audits that come and go between two pages move nothing.
/// </summary>
internal sealed class AuditListing
{
    private const int DefaultMaxResults = 25;
    private const int MaxMaxResults = 250;
    private static readonly string[] _timeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly DateTimeOffset _startTime;
    private readonly DateTimeOffset _endTime;
    private readonly string? _taskType;
    private readonly string? _taskStatus;
    private readonly int _maxResults;
    private readonly string _after;

    public AuditListing(IQueryCollection query, DateTimeOffset now)
    {
        _startTime = Time(query, "startTime");
        _endTime = Time(query, "endTime");
        _taskType = Word(query, "taskType", AuditWords.OnDemand, AuditWords.Scheduled);
        _taskStatus = Word(
            query, "taskStatus", AuditWords.InProgress, AuditWords.Completed, AuditWords.Failed, AuditWords.Canceled);
        _maxResults = MaxResults(query["maxResults"]);
        if (_endTime < _startTime)
        {
            throw AwsErrorException.InvalidRequest("'endTime' must not be before 'startTime'.");
        }

        if (now - _startTime > Audits.Retention)
        {
            throw AwsErrorException.InvalidRequest($"'startTime' must not be more than {Audits.Retention.Days} days ago.");
        }

        _after = After(query["nextToken"]);
    }

    public AuditPage Of(Audits audits)
    {
        var rest = audits.Kept()
            .Where(audit => string.CompareOrdinal(audit.TaskId, _after) > 0)
            .Where(audit => audit.StartTime >= _startTime && audit.StartTime <= _endTime)
            .Where(audit => _taskType is null || audit.State.TaskType == _taskType)
            .Where(audit => _taskStatus is null || audit.State.TaskStatus == _taskStatus)
            .Take(_maxResults + 1)
            .Select(audit => new ListedAudit(audit.TaskId, audit.State.TaskStatus, audit.State.TaskType))
            .ToList();
        return rest.Count <= _maxResults
            ? new(rest, null)
            : new(rest[.._maxResults], Token(rest[_maxResults - 1].TaskId));
    }

    private string Token(string after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Fingerprint() + after));

    private string After(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return "";
        }

        var text = Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : "";
        return text.StartsWith(Fingerprint(), StringComparison.Ordinal)
            ? text[Fingerprint().Length..]
            : throw AwsErrorException.InvalidRequest("'nextToken' does not belong to this query.");
    }

    private string Fingerprint() => Convert.ToHexString(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{_startTime.UtcTicks} {_endTime.UtcTicks} {_taskType} {_taskStatus}")).AsSpan(..8));

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

    private static int MaxResults(string? text)
    {
        if (text is null)
        {
            return DefaultMaxResults;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxMaxResults
            ? count
            : throw AwsErrorException.InvalidRequest($"'maxResults' must be 1 to {MaxMaxResults}.");
    }
}

internal sealed record AuditPage(IReadOnlyList<ListedAudit> Tasks, string? NextToken);

internal sealed record ListedAudit(string TaskId, string? TaskStatus, string? TaskType);
