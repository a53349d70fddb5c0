using System.Text;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>Spoils bytes: the same seed, the same way.</summary>
internal static class Mutation
{
    private static readonly byte[][] _pieces =
    [
        [0], [0xFF], [0xEF, 0xBB, 0xBF], [0xC0, 0x80], "{"u8.ToArray(), "\"\\"u8.ToArray(),
        // A number of protobuf's that does not end in time.
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1],
    ];

    /// <summary>Some bytes made of others: mostly a little different, sometimes very.</summary>
    /// <param name="original">The bytes.</param>
    /// <param name="random">The chance.</param>
    /// <param name="byForm">Spoils them by what they mean, if they mean anything.</param>
    public static byte[] Of(byte[] original, Random random, Func<byte[], Random, byte[]?> byForm)
    {
        var mutated = original;
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            mutated = (random.Next(5) < 3 ? byForm(mutated, random) : null) ?? Once(mutated, random);
        }

        return mutated;
    }

    private static byte[] Once(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var length = random.Next(Math.Min(bytes.Length - at, 64) + 1);
        switch (random.Next(7))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 2:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 3:
                return [.. bytes[..at], .. _pieces[random.Next(_pieces.Length)], .. bytes[at..]];
            case 4:
                var other = new byte[random.Next(200)];
                random.NextBytes(other);
                return random.Next(4) == 0 ? other : [.. bytes[..at], .. other, .. bytes[at..]];
            case 5 when random.Next(4) == 0:
                var depth = random.Next(1, 20_000);
                return Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "{\"a\":" : "[", depth)));
            default:
                return FlipBits([.. bytes], random);
        }
    }

    private static byte[] FlipBits(byte[] bytes, Random random)
    {
        for (var times = random.Next(1, 17); times > 0 && bytes.Length > 0; times--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }
}
