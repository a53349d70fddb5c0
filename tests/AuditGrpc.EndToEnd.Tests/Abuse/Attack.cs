using System.Buffers.Binary;
using System.Net;
using static AuditGrpc.EndToEnd.Tests.Abuse.RawHttp2;

namespace AuditGrpc.EndToEnd.Tests.Abuse;

/// <summary>The known ways to misuse HTTP/2, one connection's worth of each.</summary>
/// <param name="Name">What it is known by.</param>
/// <param name="EndsConnection">Whether the server is expected to close the connection for it.</param>
/// <param name="RunAsync">
/// Does it, to an address and from one of this machine's, on a connection of its own, which is returned; gives up when it is told to.
/// </param>
internal sealed record Attack(string Name, bool EndsConnection, Func<Uri, IPAddress, CancellationToken, Task<RawHttp2>> RunAsync)
{
    private const string Describe = "/auditgrpc.v1.AuditService/DescribeAuditTask";
    private const int Many = 5_000;

    private static readonly byte[] Call = HeadersOf(Describe);

    public static IReadOnlyList<Attack> All { get; } =
    [
        Of("rapid reset", true, Streams(stream =>
            [.. Frame(Headers, EndHeaders, stream, Call), .. Frame(RstStream, NoFlags, stream, Number(8))])),
        Of("too many streams", true, Streams(stream => Frame(Headers, EndHeaders, stream, Call))),
        Of("resets provoked by window updates of 0", true, Streams(stream =>
            [.. Frame(Headers, EndHeaders, stream, Call), .. Frame(WindowUpdate, NoFlags, stream, Number(0))])),
        Of("continuation flood", true,
            [.. Frame(Headers, NoFlags, 1, Call), .. Repeat(Frame(Continuation, NoFlags, 1, Header("x", new string('x', 100))))]),
        Of("continuation flood without content", true, [.. Frame(Headers, NoFlags, 1, Call), .. Repeat(Frame(Continuation, NoFlags, 1, []))]),
        Of("settings flood", false, Repeat(Frame(Settings, NoFlags, 0, []))),
        Of("ping flood", false, Repeat(Frame(Ping, NoFlags, 0, new byte[8]))),
        Of("oversized frame", true, [.. Frame(Headers, EndHeaders, 1, Call), .. Frame(Data, NoFlags, 1, new byte[20_000])]),
        Of("oversized header", true, Oversized()),
        Of("half a message", true, [.. Frame(Headers, EndHeaders, 1, Call), .. Frame(Data, NoFlags, 1, [0, 0, 0, 0, 100, 10])]),
        Of("half of the headers", true, Frame(Headers, NoFlags, 1, Call)),
        new("a connection without calls", false, (address, from, _) => ConnectAsync(address, from)),
        new("a connection without a word", false, (address, from, _) => ConnectSilentlyAsync(address, from)),
    ];

    public override string ToString() => Name;

    private static Attack Of(string name, bool endsConnection, byte[] frames) => new(name, endsConnection, async (address, from, cancellation) =>
    {
        var connection = await ConnectAsync(address, from);
        await connection.SendAsync(frames, cancellation);
        return connection;
    });

    private static byte[] Streams(Func<int, byte[]> framesOf) =>
        [.. Enumerable.Range(0, Many).SelectMany(call => framesOf((2 * call) + 1))];

    private static byte[] Repeat(byte[] frame) => [.. Enumerable.Repeat(frame, Many).SelectMany(bytes => bytes)];

    private static byte[] Oversized()
    {
        var block = (byte[])[.. Call, .. Header("x", new string('x', 40_000))];
        return
        [
            .. Frame(Headers, NoFlags, 1, block.AsSpan(0, 16_000)),
            .. Frame(Continuation, NoFlags, 1, block.AsSpan(16_000, 16_000)),
            .. Frame(Continuation, EndHeaders, 1, block.AsSpan(32_000)),
        ];
    }

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
