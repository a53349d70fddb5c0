namespace AuditGrpc.Server.Upstream;

/// <summary>The operations of AWS that this server calls, by AWS's names.</summary>
internal static class AwsOperations
{
    public const string DescribeAuditTask = nameof(DescribeAuditTask);
    public const string ListAuditTasks = nameof(ListAuditTasks);
    public const string StartOnDemandAuditTask = nameof(StartOnDemandAuditTask);
    public const string CancelAuditTask = nameof(CancelAuditTask);
    public const string DescribeAuditFinding = nameof(DescribeAuditFinding);
    public const string ListAuditFindings = nameof(ListAuditFindings);
    public const string ListRelatedResourcesForAuditFinding = nameof(ListRelatedResourcesForAuditFinding);
    public const string DescribeAccountAuditConfiguration = nameof(DescribeAccountAuditConfiguration);
    public const string AssumeRole = nameof(AssumeRole);
}
