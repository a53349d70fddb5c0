using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace AuditGrpc.Reliability.Matrix;

/// <summary>
/// A name server that can fail, and that a process of its own choice asks: one started by <see cref="Launcher"/>, in a mount namespace
/// in which /etc/resolv.conf names this server.
/// </summary>
internal sealed class Resolver : IDisposable
{
    private const int Port = 53;
    private const int HeaderLength = 12;
    private const ushort TypeA = 1;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly string _file = Path.GetTempFileName();

    private Resolver()
    {
        // The port is not to be chosen in resolv.conf. Of addresses, every machine has sixteen million to itself.
        var address = new IPAddress([127, .. Enumerable.Range(0, 3).Select(_ => (byte)Random.Shared.Next(1, 255))]);
        _socket.Bind(new IPEndPoint(address, Port));
        File.WriteAllText(_file, $"nameserver {address}\n");
        _ = Task.Run(AnswerAsync);
    }

    public enum Mood
    {
        Answers,
        Fails,
        IsSilent,
    }

    public Mood Now { get; set; }

    /// <summary>The address of every name.</summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>Starts a command where this server is asked for names.</summary>
    public IReadOnlyList<string> Launcher =>
        ["unshare", "--mount", "sh", "-c", "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"", _file];

    /// <summary>Nothing, where this process may not have a port of the system's.</summary>
    public static Resolver? TryStart()
    {
        try
        {
            return new Resolver();
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_file);
    }

    private async Task AnswerAsync()
    {
        var query = new byte[512];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveFromAsync(query, new IPEndPoint(IPAddress.Any, 0));
                if (Now != Mood.IsSilent)
                {
                    await _socket.SendToAsync(Reply(query.AsSpan(0, received.ReceivedBytes)), received.RemoteEndPoint);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }

    private byte[] Reply(ReadOnlySpan<byte> query)
    {
        // One question: a name that ends with an empty label, its type and its class.
        var name = query[HeaderLength..].IndexOf((byte)0) + 1;
        var question = query.Slice(HeaderLength, name + 4);
        var hasAddress = Now == Mood.Answers && BinaryPrimitives.ReadUInt16BigEndian(question[name..]) == TypeA;
        return
        [
            .. query[..2],
            // A response, recursion available; NOERROR or SERVFAIL.
            0x81, (byte)(Now == Mood.Fails ? 0x82 : 0x80),
            0, 1, 0, (byte)(hasAddress ? 1 : 0), 0, 0, 0, 0,
            .. question,
            // The name of the question, type A, class IN, to be kept for 0 s.
            .. hasAddress ? (byte[])[0xC0, HeaderLength, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, .. Address.GetAddressBytes()] : [],
        ];
    }
}
