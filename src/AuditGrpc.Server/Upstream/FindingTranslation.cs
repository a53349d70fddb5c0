using AuditGrpc.Server.Errors;
using AuditGrpc.V1;
using static AuditGrpc.Server.Upstream.Presence;
using Aws = Amazon.IoT.Model;

namespace AuditGrpc.Server.Upstream;

/// <summary>As <see cref="Translation"/>, for what audits found.</summary>
internal static class FindingTranslation
{
    private static readonly AwsWords<AuditFindingSeverity> Severities = new(AuditFindingReflection.Descriptor);
    private static readonly AwsWords<ResourceType> ResourceTypes = new(AuditFindingReflection.Descriptor);

    public static Aws.ListAuditFindingsRequest ToRequest(FindingQuery query) => new()
    {
        TaskId = query.TaskId,
        StartTime = query.Start?.UtcDateTime,
        EndTime = query.End?.UtcDateTime,
        CheckName = query.CheckName,
        ResourceIdentifier = query.Resource is { } resource ? ResourceTranslation.ToAws(resource) : null,
        ListSuppressedFindings = query.Suppressed,
        MaxResults = query.MaxResults,
        NextToken = query.NextToken,
    };

    public static AwsPage<AuditFinding> ToFindingPage(Aws.ListAuditFindingsResponse reply)
    {
        // A reply without a list is not an empty list.
        var findings = reply.Findings ?? throw AuditFailure.InvalidResponse();
        return new AwsPage<AuditFinding>([.. findings.Select(ToFinding)], Translation.ToNextToken(reply.NextToken));
    }

    public static AwsPage<RelatedResource> ToRelatedPage(Aws.ListRelatedResourcesForAuditFindingResponse reply)
    {
        var resources = reply.RelatedResources ?? throw AuditFailure.InvalidResponse();
        return new AwsPage<RelatedResource>([.. resources.Select(ToRelated)], Translation.ToNextToken(reply.NextToken));
    }

    public static AuditFinding ToFinding(Aws.AuditFinding? reply)
    {
        // A finding without an id is none: the SDK makes one of any JSON.
        var found = reply is { FindingId: not null } ? reply : throw AuditFailure.InvalidResponse();
        var finding = new AuditFinding
        {
            FindingId = found.FindingId,
            TaskStartTime = ToTimestamp(found.TaskStartTime),
            FindingTime = ToTimestamp(found.FindingTime),
            NonCompliantResource = found.NonCompliantResource is { } resource ? ToNonCompliant(resource) : null,
            RelatedResources = { (found.RelatedResources ?? []).Select(ToRelated) },
        };
        Copy(found.TaskId, value => finding.TaskId = value);
        Copy(found.CheckName, value => finding.CheckName = value);
        Copy(found.ReasonForNonCompliance, value => finding.ReasonForNonCompliance = value);
        Copy(found.ReasonForNonComplianceCode, value => finding.ReasonForNonComplianceCode = value);
        Copy(found.IsSuppressed, value => finding.IsSuppressed = value);
        finding.Severity = Severities.ValueOf(found.Severity?.Value, word => finding.UnrecognizedSeverity = word);
        return finding;
    }

    private static NonCompliantResource ToNonCompliant(Aws.NonCompliantResource reply)
    {
        var resource = new NonCompliantResource { ResourceIdentifier = ResourceTranslation.ToIdentifier(reply.ResourceIdentifier) };
        resource.ResourceType = ResourceTypes.ValueOf(reply.ResourceType?.Value, word => resource.UnrecognizedResourceType = word);
        CopyAll(reply.AdditionalInfo, resource.AdditionalInfo);
        return resource;
    }

    private static RelatedResource ToRelated(Aws.RelatedResource? reply)
    {
        var related = reply ?? throw AuditFailure.InvalidResponse();
        var resource = new RelatedResource { ResourceIdentifier = ResourceTranslation.ToIdentifier(related.ResourceIdentifier) };
        resource.ResourceType = ResourceTypes.ValueOf(related.ResourceType?.Value, word => resource.UnrecognizedResourceType = word);
        CopyAll(related.AdditionalInfo, resource.AdditionalInfo);
        return resource;
    }
}
