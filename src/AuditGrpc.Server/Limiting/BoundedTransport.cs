using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace AuditGrpc.Server.Limiting;

/// <summary>
/// Accepts connections while there are places for them; others wait in the system's queue. Kestrel's own limit holds for connections that
/// were accepted before: a flood of them takes all file descriptors, faster than a thread comes to close them.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing to release.")]
internal sealed class BoundedTransport : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // For those that are being turned away, and one for each address that is listened at.
    private const int Beyond = 32;

    private readonly SocketTransportFactory _sockets;
    private readonly SemaphoreSlim _places;

    /// <param name="connections">How many may stay.</param>
    /// <param name="options">How sockets are read.</param>
    /// <param name="loggers">Where the log goes.</param>
    public BoundedTransport(int connections, IOptions<SocketTransportOptions> options, ILoggerFactory loggers)
    {
        _sockets = new SocketTransportFactory(options, loggers);
        _places = new SemaphoreSlim(connections + Beyond);
    }

    public static void AddTo(IServiceCollection services, int connections) => services.AddSingleton<IConnectionListenerFactory>(
        provider => ActivatorUtilities.CreateInstance<BoundedTransport>(provider, connections));

    public bool CanBind(EndPoint endpoint) => _sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await _sockets.BindAsync(endpoint, cancellationToken), _places);

    private sealed class Listener(IConnectionListener inner, SemaphoreSlim places) : IConnectionListener
    {
        private readonly CancellationTokenSource _unbound = new();

        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            await places.WaitAsync(_unbound.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_unbound.IsCancellationRequested)
            {
                return null;
            }

            ConnectionContext? accepted = null;
            try
            {
                accepted = await inner.AcceptAsync(cancellationToken);
                return accepted is null ? null : new Placed(accepted, places);
            }
            finally
            {
                if (accepted is null)
                {
                    places.Release();
                }
            }
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await _unbound.CancelAsync();
            await inner.UnbindAsync(cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            _unbound.Dispose();
        }
    }

    /// <summary>A connection that gives its place back once it is closed.</summary>
    private sealed class Placed(ConnectionContext inner, SemaphoreSlim places) : ConnectionContext
    {
        private int _isClosed;

        public override string ConnectionId
        {
            get => inner.ConnectionId;
            set => inner.ConnectionId = value;
        }

        public override IFeatureCollection Features => inner.Features;

        public override IDictionary<object, object?> Items
        {
            get => inner.Items;
            set => inner.Items = value;
        }

        public override IDuplexPipe Transport
        {
            get => inner.Transport;
            set => inner.Transport = value;
        }

        public override CancellationToken ConnectionClosed
        {
            get => inner.ConnectionClosed;
            set => inner.ConnectionClosed = value;
        }

        public override EndPoint? LocalEndPoint
        {
            get => inner.LocalEndPoint;
            set => inner.LocalEndPoint = value;
        }

        public override EndPoint? RemoteEndPoint
        {
            get => inner.RemoteEndPoint;
            set => inner.RemoteEndPoint = value;
        }

        public override void Abort(ConnectionAbortedException abortReason) => inner.Abort(abortReason);

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                places.Release();
            }
        }
    }
}
