using AuditGrpc.Cli.Output;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Commands;

internal sealed class ChecksCommand(CommonOptions common, Shell shell) : AuditCommand(
    "list-audit-checks", "checks", "ListAuditChecks", "Lists the checks of an AWS account: whether audits may perform them, and what they look for.",
    [], common, shell)
{
    public override string Examples => """
        auditgrpc list-audit-checks --output table
        auditgrpc checks | jq -r '.auditChecks[] | select(.enabled) | .checkName'
        """;

    protected override Members ReplySkeleton => Reply(
        [new() { CheckName = "checkName", Enabled = true, Configuration = { { "KeyName", "" } }, Title = "title" }], "severity", "resourceType");

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        invocation.Print(Reply(await invocation.Client.ListChecksAsync(cancellationToken: cancellationToken)));
        return 0;
    }

    private static Members Reply(IReadOnlyList<AuditCheck> checks, string? severity = null, string? resourceType = null) => new()
    {
        {
            "auditChecks", checks.Select(check => new Members
            {
                { "checkName", check.CheckName },
                { "enabled", check.HasEnabled ? check.Enabled : null },
                { "configuration", FindingReply.Of(check.Configuration) },
                { "severity", severity ?? Words.Of(check.Severity) },
                { "resourceType", resourceType ?? Words.Of(check.ResourceType) },
                { "title", check.HasTitle ? check.Title : null },
            }).ToList()
        },
    };
}
