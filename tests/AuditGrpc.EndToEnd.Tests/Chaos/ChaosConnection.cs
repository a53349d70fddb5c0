using System.Net.Sockets;

namespace AuditGrpc.EndToEnd.Tests.Chaos;

/// <summary>One connection through a <see cref="ChaosProxy"/>.</summary>
internal sealed class ChaosConnection : IDisposable
{
    private const int SlicesPerSecond = 20;

    private readonly ChaosProxy _proxy;
    private readonly Socket _caller;
    private readonly Socket _target = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private long _answered;
    private volatile bool _isSilent;

    public ChaosConnection(ChaosProxy proxy, Socket caller)
    {
        _proxy = proxy;
        _caller = caller;
        caller.NoDelay = true;
        Ended = Task.Run(RunAsync);
    }

    public Task Ended { get; }

    private bool IsCut =>
        _isSilent || (_proxy.Conditions is { Cut: not null } conditions && Volatile.Read(ref _answered) >= conditions.CutAfter);

    public void Reset()
    {
        // To whom closes a socket that lingers for no time, TCP sends a reset.
        _caller.LingerState = new LingerOption(true, 0);
        _target.LingerState = new LingerOption(true, 0);
        Dispose();
    }

    public void Dispose()
    {
        _caller.Dispose();
        _target.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await _target.ConnectAsync(_proxy.Target!.Host, _proxy.Target.Port);
            await Task.WhenAll(RelayAsync(_caller, _target, isAnswer: false), RelayAsync(_target, _caller, isAnswer: true));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            Dispose();
        }
    }

    private async Task RelayAsync(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var received)
            {
                await RelayAsync(buffer.AsMemory(0, received), to, isAnswer);
            }

            if (_isSilent)
            {
                Dispose();
            }
            else
            {
                to.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Who is broken on one side is broken on the other.
            Reset();
        }
    }

    private async Task RelayAsync(ReadOnlyMemory<byte> bytes, Socket to, bool isAnswer)
    {
        var conditions = _proxy.Conditions;
        await Task.Delay(conditions.Latency, TimeProvider.System);
        while (!bytes.IsEmpty && !IsCut)
        {
            var length = Math.Min(bytes.Length, (conditions.BytesPerSecond / SlicesPerSecond) ?? bytes.Length);
            if (isAnswer && conditions.Cut is not null)
            {
                length = (int)Math.Min(length, conditions.CutAfter - _answered);
            }

            if (isAnswer)
            {
                Volatile.Write(ref _answered, _answered + length);
            }

            await to.SendAsync(bytes[..length]);
            bytes = bytes[length..];
            if (conditions.BytesPerSecond is not null)
            {
                await Task.Delay(TimeSpan.FromSeconds(1.0 / SlicesPerSecond), TimeProvider.System);
            }
        }

        if (IsCut)
        {
            End(_proxy.Conditions.Cut ?? Cut.Silence);
        }
    }

    private void End(Cut cut)
    {
        switch (cut)
        {
            case Cut.Close:
                _caller.Shutdown(SocketShutdown.Both);
                Dispose();
                break;
            case Cut.Reset:
                Reset();
                break;
            default:
                // For good. What comes is read and forgotten, so that it is seen when either side closes.
                _isSilent = true;
                break;
        }
    }
}
