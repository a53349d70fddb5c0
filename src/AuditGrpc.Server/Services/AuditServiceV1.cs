using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Listing;
using AuditGrpc.Server.Recording;
using AuditGrpc.Server.Security;
using AuditGrpc.Server.Starting;
using AuditGrpc.Server.Upstream;
using AuditGrpc.Server.Watching;
using AuditGrpc.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace AuditGrpc.Server.Services;

/// <summary><c>auditgrpc.v1.AuditService</c>.</summary>
internal sealed class AuditServiceV1(
    Sources sources, AuditDescriber describer, WatchHub hub, AuditLister lister, AuditStarter starter, AuditLog log) : EncodedAuditService.Base
{
    private const int Http2Cancel = 8;

    public override async Task<EncodedMessage> DescribeAuditTask(DescribeAuditTaskRequest request, ServerCallContext context)
    {
        var taskId = RequestRules.RequireTaskId(request.TaskId);
        var source = sources.Find(request.Source);
        var snapshot = await describer.DescribeAsync(source, taskId, ReadPolicy.Call, context.CancellationToken);
        return snapshot.Described;
    }

    public override async Task WatchAuditTask(
        WatchAuditTaskRequest request, IServerStreamWriter<EncodedMessage> responseStream, ServerCallContext context)
    {
        var taskId = RequestRules.RequireTaskId(request.TaskId);
        var source = sources.Find(request.Source);
        using var watch = hub.OpenWatch(source, taskId, request.KnownEtag, () => Reset(context), Principal.Of(context)?.Expires);
        watch.Deadline = context.Deadline;
        using var gone = context.CancellationToken.UnsafeRegister(static watch => ((Watch)watch!).Wake(), watch);
        WatchEvent next;
        do
        {
            next = await watch.NextAsync(context.CancellationToken);
            watch.WriteBegins();
            await responseStream.WriteAsync(next.Message);
            watch.WriteEnded(next);
        }
        while (!next.IsLast);
    }

    public override Task<ListAuditTasksResponse> ListAuditTasks(ListAuditTasksRequest request, ServerCallContext context)
    {
        RequestRules.CheckList(request);
        return lister.ListAsync(sources.Find(request.Source), request, context.CancellationToken);
    }

    public override async Task<StartOnDemandAuditTaskResponse> StartOnDemandAuditTask(
        StartOnDemandAuditTaskRequest request, ServerCallContext context)
    {
        var checkNames = RequestRules.RequireCheckNames(request.TargetCheckNames);
        var requestId = RequestRules.ReadRequestId(request.RequestId);
        var source = sources.Find(request.Source);
        var start = log.RecordAsync(context, source.Name, string.Join(", ", checkNames), starter.StartAsync(source, checkNames, requestId));
        return new StartOnDemandAuditTaskResponse { TaskId = (await start.WaitAsync(context.CancellationToken)).TaskId };
    }

    public override async Task<CancelAuditTaskResponse> CancelAuditTask(CancelAuditTaskRequest request, ServerCallContext context)
    {
        var taskId = RequestRules.RequireTaskId(request.TaskId);
        var source = sources.Find(request.Source);
        await log.RecordAsync(context, source.Name, taskId, source.Api.CancelAsync(taskId, context.CancellationToken));
        return new CancelAuditTaskResponse();
    }

    // Not HttpContext.Abort, which resets with INTERNAL_ERROR: the contract's word for a watch that was taken away is CANCELLED.
    private static void Reset(ServerCallContext context) =>
        context.GetHttpContext().Features.GetRequiredFeature<IHttpResetFeature>().Reset(Http2Cancel);
}
