using AuditGrpc.Server.Security;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Server.Services;

/// <summary><c>auditgrpc.v1.SourceService</c>.</summary>
internal sealed class SourceServiceV1(Sources sources, Access access) : SourceService.SourceServiceBase
{
    public override async Task<ListSourcesResponse> ListSources(ListSourcesRequest request, ServerCallContext context)
    {
        var allowed = sources.All.Where(source => access.MayRead(context, source.Name));
        var listed = await Task.WhenAll(allowed.Select(source => ListAsync(source, context.CancellationToken)));
        return new ListSourcesResponse { Sources = { listed } };
    }

    private async Task<AuditSource> ListAsync(Source source, CancellationToken cancellationToken)
    {
        var listed = new AuditSource { Name = source.Name, Region = source.Region, IsDefault = sources.IsDefault(source) };
        if (source.Identity is { } identity && await identity.FindAccountAsync(cancellationToken) is { } account)
        {
            listed.AccountId = account;
        }

        return listed;
    }
}
