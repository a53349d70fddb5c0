using AuditGrpc.V1;

namespace AuditGrpc.Server.Upstream;

/// <summary>What this server asks of a source, in AWS's operations. The seam where tests take AWS's place.</summary>
/// <remarks>Each of them throws an <see cref="Errors.AuditFailure"/> if the source did not do what was asked.</remarks>
internal interface IAuditApi
{
    Task<AuditTask> DescribeAsync(string taskId, ReadPolicy policy, CancellationToken cancellationToken);

    Task<AwsPage<AuditTask>> ListAsync(AuditQuery query, ReadPolicy policy, CancellationToken cancellationToken);

    /// <summary>Sends the request again only while it cannot have left; see <see cref="Errors.AuditFailure.MayHaveActed"/>.</summary>
    Task<Acted> StartAsync(IReadOnlyCollection<string> checkNames, CancellationToken cancellationToken);

    Task<Acted> CancelAsync(string taskId, CancellationToken cancellationToken);

    Task<AuditFinding> DescribeFindingAsync(string findingId, ReadPolicy policy, CancellationToken cancellationToken);

    Task<AwsPage<AuditFinding>> ListFindingsAsync(FindingQuery query, ReadPolicy policy, CancellationToken cancellationToken);

    /// <summary>The resources that have to do with a finding.</summary>
    Task<AwsPage<RelatedResource>> ListRelatedAsync(
        string findingId, int maxResults, string? nextToken, ReadPolicy policy, CancellationToken cancellationToken);

    /// <summary>The account's checks, each with its name, and with what the account has set of it.</summary>
    Task<IReadOnlyList<AuditCheck>> ListChecksAsync(ReadPolicy policy, CancellationToken cancellationToken);
}
