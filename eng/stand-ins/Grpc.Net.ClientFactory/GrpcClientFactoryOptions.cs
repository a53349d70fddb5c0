using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Grpc.Net.ClientFactory;

/// <summary>How the clients of one name are made.</summary>
public class GrpcClientFactoryOptions
{
    /// <summary>Required.</summary>
    public Uri? Address { get; set; }

    public IList<Action<GrpcChannelOptions>> ChannelOptionsActions { get; } = [];

    public IList<Action<CallOptionsContext>> CallOptionsActions { get; } = [];

    [Obsolete("Use InterceptorRegistrations.")]
    public IList<Interceptor> Interceptors { get; } = [];

    public IList<InterceptorRegistration> InterceptorRegistrations { get; } = [];

    /// <summary>Makes the client; null calls its constructor.</summary>
    public Func<CallInvoker, object>? Creator { get; set; }
}

public sealed class CallOptionsContext
{
    internal CallOptionsContext(CallOptions callOptions, IServiceProvider serviceProvider)
    {
        CallOptions = callOptions;
        ServiceProvider = serviceProvider;
    }

    public CallOptions CallOptions { get; set; }

    public IServiceProvider ServiceProvider { get; }
}

public enum InterceptorScope
{
    /// <summary>Made once, with the channel, and shared by its clients.</summary>
    Channel = 0,

    /// <summary>Made for each client, from the services of its scope.</summary>
    Client = 1,
}

public class InterceptorRegistration(InterceptorScope scope, Func<IServiceProvider, Interceptor> creator)
{
    public InterceptorScope Scope { get; } = scope;

    public Func<IServiceProvider, Interceptor> Creator { get; } = creator ?? throw new ArgumentNullException(nameof(creator));
}
