using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace Grpc.AspNetCore.Server.Reflection;

/// <summary>The descriptors of the gRPC services that are mapped to endpoints: complete once the application has started.</summary>
internal static class MappedServices
{
    public static List<ServiceDescriptor> Descriptors(EndpointDataSource endpoints) =>
        [.. endpoints.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType)
            .OfType<Type>()
            .Distinct()
            .Select(Descriptor)
            .OfType<ServiceDescriptor>()];

    /// <summary>Null of a service that was not generated from a .proto file.</summary>
    private static ServiceDescriptor? Descriptor(Type service)
    {
        for (var type = service; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } bind)
            {
                var descriptor = bind.BindType.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static);
                return descriptor?.GetValue(null) as ServiceDescriptor;
            }
        }

        return null;
    }
}
