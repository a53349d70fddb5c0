using System.Text.Json;

namespace AuditGrpc.Simulator;

/// <summary>What ListAuditFindings asks for: the findings of an audit, or those of a period. Pages go by finding id.</summary>
internal sealed class FindingListing
{
    private readonly ListFindingsRequest _request;
    private readonly Paging _paging;

    public FindingListing(ListFindingsRequest request)
    {
        var period = request.StartTime is not null || request.EndTime is not null;
        if (request.TaskId is not null && period)
        {
            throw AwsErrorException.InvalidRequest("Give 'taskId', or 'startTime' and 'endTime', and not both.");
        }

        if (request.TaskId is null && (request.StartTime is null || request.EndTime is null))
        {
            throw AwsErrorException.InvalidRequest("Without 'taskId' both 'startTime' and 'endTime' are required.");
        }

        if (request.TaskId is { } taskId && !AwsApi.TaskId().IsMatch(taskId))
        {
            throw AwsErrorException.ImpossibleTaskId();
        }

        if (request.EndTime < request.StartTime)
        {
            throw AwsErrorException.InvalidRequest("'endTime' must not be before 'startTime'.");
        }

        _request = request;
        _paging = new(
            JsonSerializer.Serialize(request with { NextToken = null, MaxResults = null }, AwsJson.Options),
            request.NextToken,
            request.MaxResults);
    }

    public FindingPage Of(Findings findings)
    {
        var rest = findings.Kept(_request.TaskId, _request.CheckName)
            .Where(finding => string.CompareOrdinal(finding.FindingId, _paging.After) > 0)
            .Where(finding => _request.TaskId is not null
                || (finding.FindingTime >= _request.StartTime && finding.FindingTime <= _request.EndTime))
            .Where(finding => _request.ListSuppressedFindings is not { } suppressed || (finding.IsSuppressed ?? false) == suppressed)
            .Where(finding => _request.ResourceIdentifier is not { } asked
                || finding.NonCompliantResource?.ResourceIdentifier?.Is(asked) == true)
            .Select(finding => finding.Shown());
        var (page, nextToken) = _paging.Of(rest, finding => finding.FindingId!);
        return new(page, nextToken);
    }
}

internal sealed record ListFindingsRequest(
    string? TaskId,
    string? CheckName,
    ResourceIdentity? ResourceIdentifier,
    int? MaxResults,
    string? NextToken,
    DateTimeOffset? StartTime,
    DateTimeOffset? EndTime,
    bool? ListSuppressedFindings);

internal sealed record FindingPage(IReadOnlyList<FindingState> Findings, string? NextToken);
