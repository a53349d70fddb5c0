using System.CommandLine;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;

namespace AuditGrpc.Cli.Commands;

internal sealed class FindingCommand(CommonOptions common, Shell shell) : AuditCommand(
    "describe-audit-finding", "finding", "DescribeAuditFinding", "Prints a finding.",
    [FindingIdMember("The ID of the finding to describe.")], common, shell)
{
    public override string Examples => """
        auditgrpc describe-audit-finding --finding-id 1f2e3d4c-5b6a-7988-a7b6-c5d4e3f20100
        auditgrpc finding --finding-id 1f2e3d4c-5b6a-7988-a7b6-c5d4e3f20100 --output table
        """;

    protected override Members ReplySkeleton => new() { { "finding", FindingReply.Skeleton() } };

    protected override void Check(ParseResult parsed, RequestInput request) => CheckFindingId(request.Text(Members[0])!);

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var finding = await invocation.Client.DescribeFindingAsync(
            invocation.Request.Text(Members[0])!, cancellationToken: cancellationToken);
        invocation.Print(new Members { { "finding", FindingReply.Of(finding, invocation.Shell.Time.LocalTimeZone) } });
        return 0;
    }
}
