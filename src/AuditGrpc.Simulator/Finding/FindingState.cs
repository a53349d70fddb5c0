namespace AuditGrpc.Simulator;

/// <summary>
/// A finding as AWS's DescribeAuditFinding answers it, member for member. A member that is null is left out of the reply.
/// </summary>
public sealed record FindingState
{
    private const int MaxShownResources = 10;

    /// <summary>The finding's id.</summary>
    public string? FindingId { get; init; }

    /// <summary>The audit that found it.</summary>
    public string? TaskId { get; init; }

    /// <summary>The check that found it.</summary>
    public string? CheckName { get; init; }

    /// <summary>When the audit started.</summary>
    public DateTimeOffset? TaskStartTime { get; init; }

    /// <summary>When it was found.</summary>
    public DateTimeOffset? FindingTime { get; init; }

    /// <summary>How bad it is: AWS has CRITICAL, HIGH, MEDIUM and LOW.</summary>
    public string? Severity { get; init; }

    /// <summary>The resource that is not compliant.</summary>
    public FoundResource? NonCompliantResource { get; init; }

    /// <summary>All resources related to it, of which AWS shows ten with the finding.</summary>
    public IReadOnlyList<FoundResource>? RelatedResources { get; init; }

    /// <summary>Why the resource is not compliant, for people.</summary>
    public string? ReasonForNonCompliance { get; init; }

    /// <summary>Why the resource is not compliant, for programs.</summary>
    public string? ReasonForNonComplianceCode { get; init; }

    /// <summary>Whether it is suppressed.</summary>
    public bool? IsSuppressed { get; init; }

    /// <summary>The finding as it is answered: with ten related resources at most, and with none of a revoked intermediate CA.</summary>
    internal FindingState Shown() => this with
    {
        RelatedResources = RelatedResources is { Count: > 0 } && CheckName != KnownChecks.IntermediateCa
            ? [.. RelatedResources.Take(MaxShownResources)]
            : null,
    };
}

/// <summary>A resource that is not compliant, or is related to one.</summary>
public sealed record FoundResource
{
    /// <summary>What it is, such as DEVICE_CERTIFICATE.</summary>
    public string? ResourceType { get; init; }

    /// <summary>Which one it is.</summary>
    public ResourceIdentity? ResourceIdentifier { get; init; }

    /// <summary>More about it, by name.</summary>
    public IReadOnlyDictionary<string, string>? AdditionalInfo { get; init; }
}
