namespace Grpc.Net.ClientFactory;

/// <summary>Which client type each name was registered for.</summary>
internal sealed class ClientRegistry
{
    private readonly Dictionary<string, Type> _types = [];

    public void Add(string name, Type type)
    {
        if (!_types.TryAdd(name, type) && _types[name] != type)
        {
            throw new InvalidOperationException(
                $"The name '{name}' is taken by the gRPC client {_types[name]}: give {type} a name of its own.");
        }
    }

    public bool Contains(string name) => _types.ContainsKey(name);

    public void Check(string name, Type type)
    {
        if (!_types.TryGetValue(name, out var registered))
        {
            throw new InvalidOperationException($"No gRPC client is registered with the name '{name}'.");
        }

        if (registered != type)
        {
            throw new InvalidOperationException($"The gRPC client named '{name}' is a {registered}, not a {type}.");
        }
    }
}
