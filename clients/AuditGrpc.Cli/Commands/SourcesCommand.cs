using AuditGrpc.Cli.Output;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Commands;

internal sealed class SourcesCommand(CommonOptions common, Shell shell) : AuditCommand(
    "list-sources", "sources", "ListSources", "Lists the AWS accounts and regions that the server reads, by the names that --source takes.",
    [], common, shell)
{
    public override string Examples => """
        auditgrpc list-sources
        auditgrpc sources --output text
        """;

    protected override Members ReplySkeleton =>
        Reply([new() { Name = "name", Region = "region", AccountId = "accountId", IsDefault = true }]);

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        invocation.Print(Reply(await invocation.Client.ListSourcesAsync(cancellationToken)));
        return 0;
    }

    private static Members Reply(IReadOnlyList<AuditSource> sources) => new()
    {
        {
            "sources", sources.Select(source => new Members
            {
                { "name", source.Name },
                { "region", source.Region.Length > 0 ? source.Region : null },
                { "accountId", source.HasAccountId ? source.AccountId : null },
                { "isDefault", source.IsDefault },
            }).ToList()
        },
    };
}
