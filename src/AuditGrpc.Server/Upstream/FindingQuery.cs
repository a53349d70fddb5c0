using AuditGrpc.V1;

namespace AuditGrpc.Server.Upstream;

/// <summary>A page of findings as AWS is asked for it: those of an audit, or those of a period.</summary>
internal sealed record FindingQuery
{
    /// <summary>The audit; none for the findings of a period.</summary>
    public string? TaskId { get; init; }

    /// <summary>The period's beginning; none for the findings of an audit.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>The period's end; none for the findings of an audit.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Only findings of this check; any, if there is none.</summary>
    public string? CheckName { get; init; }

    /// <summary>Only findings about this resource; any, if there is none.</summary>
    public ResourceIdentifier? Resource { get; init; }

    /// <summary>Whether only suppressed findings, or only the others; both, if it is not said.</summary>
    public bool? Suppressed { get; init; }

    /// <summary>How many findings to return at most, 1 to 250.</summary>
    public required int MaxResults { get; init; }

    /// <summary>AWS's token for the page; none for the first.</summary>
    public string? NextToken { get; init; }
}
