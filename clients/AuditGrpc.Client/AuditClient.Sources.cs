using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Client;

public partial class AuditClient
{
    /// <summary>
    /// Lists the checks of an AWS account, by name: whether audits may perform them, and what they look for. Retried on UNAVAILABLE.
    /// </summary>
    /// <param name="source">The AWS account and region to ask. Default: <see cref="AuditClientOptions.Source"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException">Such as INVALID_ARGUMENT, <see cref="ErrorReason.UnknownSource"/>.</exception>
    public virtual async Task<IReadOnlyList<AuditCheck>> ListChecksAsync(
        string? source = null, CancellationToken cancellationToken = default)
    {
        var request = new ListAuditChecksRequest { Source = SourceOr(source) };
        var response = await CallAsync(CheckRpc.ListAuditChecksAsync, request, cancellationToken).ConfigureAwait(false);
        return response.AuditChecks;
    }

    /// <summary>
    /// Lists the AWS accounts and regions that the server reads, by the names that its operator gave them. Retried on UNAVAILABLE.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException">Such as UNAVAILABLE, after 4 attempts.</exception>
    public virtual async Task<IReadOnlyList<AuditSource>> ListSourcesAsync(CancellationToken cancellationToken = default)
    {
        var response = await CallAsync(SourceRpc.ListSourcesAsync, new ListSourcesRequest(), cancellationToken).ConfigureAwait(false);
        return response.Sources;
    }
}
