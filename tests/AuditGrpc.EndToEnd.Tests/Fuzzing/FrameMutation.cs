using System.IO.Compression;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>Spoils what gRPC puts around a message: the flag that says whether it is compressed, and its length.</summary>
internal static class FrameMutation
{
    private static readonly byte[] _bomb = Compressed(new byte[20 << 20]);

    public static byte[] Of(byte[] message, Random random) => random.Next(9) switch
    {
        0 => Framed((byte)random.Next(1, 256), message.Length, message),
        1 => Framed(0, random.Next(message.Length + 1), message),
        2 => Framed(0, message.Length + random.Next(1, 100), message),
        3 => Framed(0, -random.Next(1, 100), message),
        4 => Framed(0, 65_537, [.. message, .. new byte[65_537 - message.Length]]),
        5 => Framed(0, message.Length, message)[..random.Next(5)],
        6 => [.. Framed(0, message.Length, message), .. Framed(0, message.Length, message)],
        7 => Framed(1, _bomb.Length, _bomb),
        _ => FramedCompressed((byte)random.Next(2), Compressed(message)),
    };

    /// <summary>The message as gRPC sends it, with a flag and a length that need not be its own.</summary>
    public static byte[] Framed(byte flag, int length, byte[] message) =>
        [flag, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. message];

    private static byte[] FramedCompressed(byte flag, byte[] message) => Framed(flag, message.Length, message);

    private static byte[] Compressed(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
