using System.Diagnostics.CodeAnalysis;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Grpc.Net.ClientFactory;

/// <summary>Makes the clients that were registered by name.</summary>
public abstract class GrpcClientFactory
{
    public abstract TClient CreateClient<[DynamicallyAccessedMembers(PublicConstructors)] TClient>(string name)
        where TClient : class;
}
