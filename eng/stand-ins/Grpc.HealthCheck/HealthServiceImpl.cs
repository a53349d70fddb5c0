using System.Threading.Channels;
using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.HealthCheck;

/// <summary>Serves grpc.health.v1 from statuses that are set by the application.</summary>
public class HealthServiceImpl : Health.V1.Health.HealthBase
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServingStatus> _statuses = [];
    private readonly Dictionary<string, List<ChannelWriter<ServingStatus>>> _watches = [];

    public void SetStatus(string service, ServingStatus status)
    {
        lock (_lock)
        {
            if (!_statuses.TryGetValue(service, out var before) || before != status)
            {
                _statuses[service] = status;
                Tell(service, status);
            }
        }
    }

    public void ClearStatus(string service)
    {
        lock (_lock)
        {
            if (_statuses.Remove(service))
            {
                Tell(service, ServingStatus.ServiceUnknown);
            }
        }
    }

    public void ClearAll()
    {
        lock (_lock)
        {
            foreach (var service in _statuses.Keys.ToList())
            {
                ClearStatus(service);
            }
        }
    }

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        lock (_lock)
        {
            return _statuses.TryGetValue(request.Service, out var status)
                ? Task.FromResult(new HealthCheckResponse { Status = status })
                : throw new RpcException(new Status(StatusCode.NotFound, $"The service '{request.Service}' is not known."));
        }
    }

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        // A slow watcher misses what was superseded before it could be told.
        var changes = Channel.CreateBounded<ServingStatus>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        Join(request.Service, changes.Writer);
        try
        {
            await foreach (var status in changes.Reader.ReadAllAsync(context.CancellationToken))
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status });
            }
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // A watch ends when its caller leaves.
        }
        finally
        {
            Leave(request.Service, changes.Writer);
        }
    }

    private void Join(string service, ChannelWriter<ServingStatus> watch)
    {
        lock (_lock)
        {
            if (!_watches.TryGetValue(service, out var watches))
            {
                _watches[service] = watches = [];
            }

            watches.Add(watch);
            watch.TryWrite(_statuses.GetValueOrDefault(service, ServingStatus.ServiceUnknown));
        }
    }

    private void Leave(string service, ChannelWriter<ServingStatus> watch)
    {
        lock (_lock)
        {
            _watches[service].Remove(watch);
            if (_watches[service].Count == 0)
            {
                _watches.Remove(service);
            }
        }
    }

    private void Tell(string service, ServingStatus status) =>
        _watches.GetValueOrDefault(service)?.ForEach(watch => watch.TryWrite(status));
}
