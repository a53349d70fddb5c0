using Amazon.IoT.Model;
using Amazon.IoT.Wire;
using static Amazon.IoT.Wire.Codec;
using static Amazon.IoT.Wire.ModeledError;
using static Amazon.Runtime.Internal.Util.StringUtils;

namespace Amazon.IoT;

public partial interface IAmazonIoT
{
    Task<ListAuditFindingsResponse> ListAuditFindingsAsync(
        ListAuditFindingsRequest request, CancellationToken cancellationToken = default);

    Task<DescribeAuditFindingResponse> DescribeAuditFindingAsync(
        DescribeAuditFindingRequest request, CancellationToken cancellationToken = default);

    Task<ListRelatedResourcesForAuditFindingResponse> ListRelatedResourcesForAuditFindingAsync(
        ListRelatedResourcesForAuditFindingRequest request, CancellationToken cancellationToken = default);
}

public partial class AmazonIoTClient
{
    public virtual Task<ListAuditFindingsResponse> ListAuditFindingsAsync(
        ListAuditFindingsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(AuditFindingOperations.List, request, cancellationToken);

    public virtual Task<DescribeAuditFindingResponse> DescribeAuditFindingAsync(
        DescribeAuditFindingRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(AuditFindingOperations.Describe, request, cancellationToken);

    public virtual Task<ListRelatedResourcesForAuditFindingResponse> ListRelatedResourcesForAuditFindingAsync(
        ListRelatedResourcesForAuditFindingRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(AuditFindingOperations.ListRelated, request, cancellationToken);
}

internal static class AuditFindingOperations
{
    private static readonly Shape<AuditFinding> finding = new()
    {
        { "checkName", Text, (finding, value) => finding.CheckName = value },
        { "findingId", Text, (finding, value) => finding.FindingId = value },
        { "findingTime", Time, (finding, value) => finding.FindingTime = value },
        { "isSuppressed", Flag, (finding, value) => finding.IsSuppressed = value },
        { "nonCompliantResource", ResourceShapes.NonCompliant, (finding, value) => finding.NonCompliantResource = value },
        { "reasonForNonCompliance", Text, (finding, value) => finding.ReasonForNonCompliance = value },
        { "reasonForNonComplianceCode", Text, (finding, value) => finding.ReasonForNonComplianceCode = value },
        { "relatedResources", ListOf(ResourceShapes.Related), (finding, value) => finding.RelatedResources = value },
        { "severity", Word(AuditFindingSeverity.FindValue), (finding, value) => finding.Severity = value },
        { "taskId", Text, (finding, value) => finding.TaskId = value },
        { "taskStartTime", Time, (finding, value) => finding.TaskStartTime = value },
    };

    public static Operation<ListAuditFindingsRequest, ListAuditFindingsResponse> List { get; } = new("POST", "/audit/findings")
    {
        Body = new()
        {
            { "checkName", Text, request => request.CheckName },
            { "endTime", Time, request => request.EndTime },
            { "listSuppressedFindings", Flag, request => request.ListSuppressedFindings },
            { "maxResults", Int, request => request.MaxResults },
            { "nextToken", Text, request => request.NextToken },
            { "resourceIdentifier", ResourceShapes.Identifier, request => request.ResourceIdentifier },
            { "startTime", Time, request => request.StartTime },
            { "taskId", Text, request => request.TaskId },
        },
        Reply =
        {
            { "findings", ListOf(finding), (reply, value) => reply.Findings = value },
            { "nextToken", Text, (reply, value) => reply.NextToken = value },
        },
        Errors = [InternalFailure, InvalidRequest, Throttling],
    };

    public static Operation<DescribeAuditFindingRequest, DescribeAuditFindingResponse> Describe { get; } =
        new("GET", "/audit/findings/{findingId}")
        {
            Labels = { ["findingId"] = request => request.FindingId },
            Reply = { { "finding", finding, (reply, value) => reply.Finding = value } },
            Errors = [InternalFailure, InvalidRequest, ResourceNotFound, Throttling],
        };

    public static Operation<ListRelatedResourcesForAuditFindingRequest, ListRelatedResourcesForAuditFindingResponse> ListRelated { get; } =
        new("GET", "/audit/relatedResources")
        {
            Query =
            {
                ["findingId"] = request => request.FindingId,
                ["maxResults"] = request => FromInt(request.MaxResults),
                ["nextToken"] = request => request.NextToken,
            },
            Reply =
            {
                { "nextToken", Text, (reply, value) => reply.NextToken = value },
                { "relatedResources", ListOf(ResourceShapes.Related), (reply, value) => reply.RelatedResources = value },
            },
            Errors = [InternalFailure, InvalidRequest, ResourceNotFound, Throttling],
        };
}
