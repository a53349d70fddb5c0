using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AuditGrpc.EndToEnd.Tests.Chaos;

/// <summary>A network that misbehaves when told: relays TCP from a port of its own to a target.</summary>
internal sealed class ChaosProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ChaosConnection, bool> _connections = new();
    private volatile Conditions _conditions = Conditions.Fair;
    private Socket? _listener;
    private int _accepted;

    /// <param name="target">Whom it relays to; may come later, before anybody connects.</param>
    /// <param name="at">Where it listens; any free port of 127.0.0.1 if nothing is said.</param>
    public ChaosProxy(Uri? target = null, Uri? at = null)
    {
        Target = target;
        Address = at ?? new Uri("http://127.0.0.1:0");
        Accept();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; }

    /// <summary>Whom new connections are relayed to.</summary>
    public Uri? Target { get; set; }

    public Conditions Conditions
    {
        get => _conditions;
        set => _conditions = value;
    }

    /// <summary>The connections that are open.</summary>
    public int Open => _connections.Count;

    /// <summary>The connections that there were.</summary>
    public int Accepted => _accepted;

    /// <summary>New connections are refused, as if no process listened. Those that are open live on.</summary>
    public void Refuse()
    {
        _listener?.Dispose();
        _listener = null;
    }

    /// <summary>Ends a <see cref="Refuse"/>, on the same port.</summary>
    public void Accept()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        // Connections of before may still be open on the port.
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Parse(Address.Host), Address.Port));
        listener.Listen();
        Address = new Uri($"http://{listener.LocalEndPoint}");
        _listener = listener;
        _ = Task.Run(() => AcceptAsync(listener));
    }

    /// <summary>Resets every connection that is open.</summary>
    public void ResetAll()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Reset();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Refuse();
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
            await connection.Ended;
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var caller = await listener.AcceptAsync();
                Interlocked.Increment(ref _accepted);
                var connection = new ChaosConnection(this, caller);
                _connections.TryAdd(connection, true);
                _ = connection.Ended.ContinueWith(_ => _connections.TryRemove(connection, out bool _), TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }
}
