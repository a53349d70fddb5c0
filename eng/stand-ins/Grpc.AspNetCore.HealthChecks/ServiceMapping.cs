using System.Collections;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grpc.AspNetCore.HealthChecks;

public sealed class HealthCheckMapContext(string name, IEnumerable<string> tags)
{
    public string Name { get; } = name;

    public IEnumerable<string> Tags { get; } = tags;
}

public sealed class HealthResult(
    string name,
    IEnumerable<string> tags,
    HealthStatus status,
    string? description,
    TimeSpan duration,
    Exception? exception,
    IReadOnlyDictionary<string, object> data)
{
    public string Name { get; } = name;

    public IEnumerable<string> Tags { get; } = tags;

    public HealthStatus Status { get; } = status;

    public string? Description { get; } = description;

    public TimeSpan Duration { get; } = duration;

    public Exception? Exception { get; } = exception;

    public IReadOnlyDictionary<string, object> Data { get; } = data;
}

/// <summary>Chooses the health checks that make up a service's state: before they run, or by their results.</summary>
public sealed class ServiceMapping
{
    public ServiceMapping(string name, Func<HealthCheckMapContext, bool> predicate)
    {
        Name = name;
        HealthCheckPredicate = predicate;
    }

    [Obsolete("Choose before the health checks run, by HealthCheckMapContext.")]
    public ServiceMapping(string name, Func<HealthResult, bool> predicate)
    {
        Name = name;
        Predicate = predicate;
    }

    public string Name { get; }

    public Func<HealthCheckMapContext, bool>? HealthCheckPredicate { get; }

    [Obsolete("Choose before the health checks run, by HealthCheckPredicate.")]
    public Func<HealthResult, bool>? Predicate { get; }
}

/// <summary>One mapping for each service name.</summary>
public sealed class ServiceMappingCollection : ICollection<ServiceMapping>
{
    private readonly Dictionary<string, ServiceMapping> _mappings = [];

    public int Count => _mappings.Count;

    bool ICollection<ServiceMapping>.IsReadOnly => false;

    /// <summary>Maps a service to health checks, in place of what it was mapped to before.</summary>
    public void Map(string name, Func<HealthCheckMapContext, bool> predicate) => _mappings[name] = new ServiceMapping(name, predicate);

    [Obsolete("Choose before the health checks run, with Map.")]
    public void MapService(string name, Func<HealthResult, bool> predicate) => _mappings[name] = new ServiceMapping(name, predicate);

    public void Add(ServiceMapping service) => _mappings.Add(service.Name, service);

    public void Remove(string name) => _mappings.Remove(name);

    public void Clear() => _mappings.Clear();

    public IEnumerator<ServiceMapping> GetEnumerator() => _mappings.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    bool ICollection<ServiceMapping>.Contains(ServiceMapping item) => _mappings.ContainsValue(item);

    void ICollection<ServiceMapping>.CopyTo(ServiceMapping[] array, int arrayIndex) => _mappings.Values.CopyTo(array, arrayIndex);

    bool ICollection<ServiceMapping>.Remove(ServiceMapping item) => _mappings.ContainsValue(item) && _mappings.Remove(item.Name);
}
