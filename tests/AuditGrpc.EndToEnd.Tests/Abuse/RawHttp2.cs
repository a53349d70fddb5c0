using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AuditGrpc.EndToEnd.Tests.Abuse;

/// <summary>An HTTP/2 connection whose frames are written by hand: for what no client library would send.</summary>
internal sealed class RawHttp2 : IDisposable
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte RstStream = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte WindowUpdate = 8;
    public const byte Continuation = 9;

    public const byte NoFlags = 0;
    public const byte EndHeaders = 4;

    private const int FrameHeader = 9;

    private readonly Socket _socket;
    private long _received;

    private RawHttp2(Socket socket)
    {
        _socket = socket;
        Ended = ReadAsync();
    }

    /// <summary>Completes when the server has closed the connection.</summary>
    public Task Ended { get; }

    /// <summary>The bytes that the server has sent.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Connects, and greets as every client does.</summary>
    /// <param name="address">Whom to connect to.</param>
    /// <param name="from">The address to come from, one of this machine's.</param>
    public static async Task<RawHttp2> ConnectAsync(Uri address, IPAddress from)
    {
        var connection = await ConnectSilentlyAsync(address, from);
        await connection.SendAsync((byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, NoFlags, 0, [])]);
        return connection;
    }

    /// <summary>Connects, and says nothing.</summary>
    public static async Task<RawHttp2> ConnectSilentlyAsync(Uri address, IPAddress from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The server has closed it already.
        }

        return new RawHttp2(socket);
    }

    public static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[FrameHeader + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(FrameHeader));
        return frame;
    }

    /// <summary>The header block of a call, without Huffman codes or the dynamic table.</summary>
    public static byte[] HeadersOf(string path) =>
    [
        0x83, // :method POST
        0x86, // :scheme http
        .. Named(0x04, path),
        .. Named(0x01, "localhost"),
        .. Header("content-type", "application/grpc"),
        .. Header("te", "trailers"),
    ];

    public static byte[] Header(string name, string value) => [0, .. Text(name), .. Text(value)];

    /// <summary>Sends bytes; a server that has closed the connection takes none.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default)
    {
        try
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[await _socket.SendAsync(bytes, cancellation)..];
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The server has closed the connection, or takes no more.
        }
    }

    /// <summary>Ends the connection at once: what the server has not read yet is lost.</summary>
    public void Dispose() => _socket.Close(0);

    private static byte[] Named(byte index, string value) => [index, .. Text(value)];

    private static byte[] Text(string text)
    {
        var length = new List<byte>();
        var rest = text.Length;
        if (rest < 127)
        {
            length.Add((byte)rest);
        }
        else
        {
            length.Add(127);
            for (rest -= 127; rest >= 128; rest >>= 7)
            {
                length.Add((byte)(rest | 128));
            }

            length.Add((byte)rest);
        }

        return [.. length, .. Encoding.ASCII.GetBytes(text)];
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        try
        {
            // What the server says is all the same to an attacker.
            while (await _socket.ReceiveAsync(buffer) is > 0 and var count)
            {
                Interlocked.Add(ref _received, count);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // A reset is an end too.
        }
    }
}
