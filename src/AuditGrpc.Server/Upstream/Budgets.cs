namespace AuditGrpc.Server.Upstream;

/// <summary>A source's budgets, one for each operation of AWS.</summary>
internal sealed class Budgets(SourceOptions options) : IDisposable
{
    public Budget Describes { get; } = new(AwsOperations.DescribeAuditTask, options.DescribePerSecond);

    public Budget Lists { get; } = new(AwsOperations.ListAuditTasks, options.ListPerSecond);

    public Budget Starts { get; } = new(AwsOperations.StartOnDemandAuditTask, options.StartPerSecond);

    public Budget Cancels { get; } = new(AwsOperations.CancelAuditTask, options.CancelPerSecond);

    public Budget Findings { get; } = new(AwsOperations.DescribeAuditFinding, options.FindingPerSecond);

    public Budget FindingLists { get; } = new(AwsOperations.ListAuditFindings, options.FindingListPerSecond);

    public Budget RelatedLists { get; } = new(AwsOperations.ListRelatedResourcesForAuditFinding, options.RelatedListPerSecond);

    public Budget Configurations { get; } = new(AwsOperations.DescribeAccountAuditConfiguration, options.ConfigurationPerSecond);

    public void Dispose()
    {
        Describes.Dispose();
        Lists.Dispose();
        Starts.Dispose();
        Cancels.Dispose();
        Findings.Dispose();
        FindingLists.Dispose();
        RelatedLists.Dispose();
        Configurations.Dispose();
    }
}
