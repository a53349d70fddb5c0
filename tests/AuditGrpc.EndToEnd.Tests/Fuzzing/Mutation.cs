using System.Text;
using System.Text.RegularExpressions;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>Spoils bytes: the same seed, the same way.</summary>
internal static partial class Mutation
{
    private static readonly string[] _values =
    [
        "null", "true", "false", "0", "-1", "1e999", "-0.0", "9223372036854775808", "1560356923.434", "NaN", "{}", "[]", "[null]", "\"\"",
        "\"PAUSED\"", "\"COMPLETED\"", "\"\\ud800\"", "\"\\u0000\"", "\"2019-06-12T16:28:43Z\"", "{\"taskStatus\":1}", "", ",", "\"",
    ];

    private static readonly byte[][] _pieces =
    [
        [0], [0xFF], [0xEF, 0xBB, 0xBF], [0xC0, 0x80], "{"u8.ToArray(), "\"\\"u8.ToArray(),
        // A number of protobuf's that does not end in time.
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1],
    ];

    /// <summary>Some bytes made of others: mostly a little different, sometimes very.</summary>
    public static byte[] Of(byte[] original, Random random)
    {
        var mutated = original;
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            mutated = Once(mutated, random);
        }

        return mutated;
    }

    private static byte[] Once(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var length = random.Next(Math.Min(bytes.Length - at, 64) + 1);
        switch (random.Next(10))
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
                return FlipBits([.. bytes], random);
            case 5:
                var other = new byte[random.Next(200)];
                random.NextBytes(other);
                return random.Next(4) == 0 ? other : [.. bytes[..at], .. other, .. bytes[at..]];
            case 6 when random.Next(4) == 0:
                var depth = random.Next(1, 20_000);
                return Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "{\"a\":" : "[", depth)));
            default:
                return ReplaceValue(bytes, random);
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

    /// <summary>Puts another value into JSON; elsewhere nothing, or almost nothing, looks like a value.</summary>
    private static byte[] ReplaceValue(byte[] bytes, Random random)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var values = Value().Matches(text);
        if (values.Count == 0)
        {
            return FlipBits([.. bytes], random);
        }

        var value = values[random.Next(values.Count)];
        var other = random.Next(20) == 0 ? $"\"{new string('x', 100_000)}\"" : _values[random.Next(_values.Length)];
        return Encoding.Latin1.GetBytes(string.Concat(text.AsSpan(0, value.Index), other, text.AsSpan(value.Index + value.Length)));
    }

    [GeneratedRegex("""(?<=[:\[,])("[^"]*"|-?[0-9][0-9.eE+-]*|true|false|null)""")]
    private static partial Regex Value();
}
