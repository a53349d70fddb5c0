using AuditGrpc.Server.Describing;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Server.Services;

/// <summary>
/// <see cref="AuditService"/> as protoc generates it, but for its replies with audits, which are in their wire form already: a state
/// is encoded once, not once for each caller. On the wire, and to reflection, it is the same service.
/// </summary>
internal static class EncodedAuditService
{
    /// <summary>Reflection finds the contract by this name.</summary>
    public static Google.Protobuf.Reflection.ServiceDescriptor Descriptor => AuditService.Descriptor;

    /// <summary>Binds the generated methods, two of them with the marshaller for what is encoded. gRPC finds this by its name.</summary>
    public static void BindService(ServiceBinderBase binder, Base? service) =>
        AuditService.BindService(new EncodingBinder(binder), null);

    [BindServiceMethod(typeof(EncodedAuditService), nameof(BindService))]
    public abstract class Base
    {
        public abstract Task<EncodedMessage> DescribeAuditTask(DescribeAuditTaskRequest request, ServerCallContext context);

        public abstract Task WatchAuditTask(
            WatchAuditTaskRequest request, IServerStreamWriter<EncodedMessage> responseStream, ServerCallContext context);

        public abstract Task<ListAuditTasksResponse> ListAuditTasks(ListAuditTasksRequest request, ServerCallContext context);

        public abstract Task<StartOnDemandAuditTaskResponse> StartOnDemandAuditTask(
            StartOnDemandAuditTaskRequest request, ServerCallContext context);

        public abstract Task<CancelAuditTaskResponse> CancelAuditTask(CancelAuditTaskRequest request, ServerCallContext context);
    }

    private sealed class EncodingBinder(ServiceBinderBase binder) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            if (method.Name == nameof(Base.DescribeAuditTask))
            {
                binder.AddMethod(Encoded(method), (UnaryServerMethod<TRequest, EncodedMessage>?)null);
            }
            else
            {
                binder.AddMethod(method, handler);
            }
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            binder.AddMethod(Encoded(method), (ServerStreamingServerMethod<TRequest, EncodedMessage>?)null);

        private static Method<TRequest, EncodedMessage> Encoded<TRequest, TResponse>(Method<TRequest, TResponse> method) =>
            new(method.Type, method.ServiceName, method.Name, method.RequestMarshaller, EncodedMessage.Marshaller);
    }
}
