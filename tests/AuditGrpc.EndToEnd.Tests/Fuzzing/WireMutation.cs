using Google.Protobuf;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>Spoils a protobuf message where it means something: in its tags, its lengths, its fields and those within them.</summary>
internal static class WireMutation
{
    private const int LengthDelimited = 2;
    private const int StartGroup = 3;
    private const int EndGroup = 4;

    // The last can be written, and stands for no field.
    private static readonly uint[] _numbers = [0, 1, 16, 19_000, 536_870_911, uint.MaxValue >> 3];
    private static readonly ulong[] _lengths = [0, 1, 127, 65_537, int.MaxValue, uint.MaxValue, ulong.MaxValue];
    private static readonly byte[][] _texts = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0], [], new byte[3_000]];

    /// <summary>The message with one thing changed; nothing if it has no fields.</summary>
    public static byte[]? Of(byte[] message, Random random)
    {
        var fields = FieldsOf(message);
        if (fields.Count == 0)
        {
            return null;
        }

        var at = random.Next(fields.Count);
        var field = fields[at];
        var mutated = fields.ConvertAll(other => other.All);
        mutated[at] = random.Next(11) switch
        {
            0 => [.. Varint((field.Tag & ~7u) | (uint)random.Next(8)), .. field.Rest],
            1 => [.. Overlong(field.Tag, random.Next(1, 11)), .. field.Rest],
            2 => [.. Varint((_numbers[random.Next(_numbers.Length)] << 3) | (uint)random.Next(8)), .. field.Rest, .. field.All],
            3 => [.. field.All, .. Groups(random)],
            4 => [.. Varint(field.Tag), .. Varint(_lengths[random.Next(_lengths.Length)]), .. field.Content],
            5 => [.. Enumerable.Repeat(field.All, random.Next(1, Math.Max(2, 60_000 / field.All.Length))).SelectMany(bytes => bytes)],
            6 => [.. message, .. field.All],
            7 => Delimited(field.Tag, _texts[random.Next(_texts.Length)]),
            // What a packed list of numbers looks like, or one number that is many.
            8 => Delimited(field.Tag, [.. Enumerable.Repeat(Varint(ulong.MaxValue), random.Next(1, 100)).SelectMany(bytes => bytes)]),
            9 => [.. Varint(field.Tag & ~7u), .. Varint(ulong.MaxValue - (ulong)random.Next(3))],
            _ => Delimited(field.Tag, Of(field.Content, random) ?? field.All),
        };
        return [.. mutated.SelectMany(bytes => bytes)];
    }

    public static byte[] Varint(ulong number)
    {
        var bytes = new List<byte>();
        for (; number > 127; number >>= 7)
        {
            bytes.Add((byte)(number | 0x80));
        }

        return [.. bytes, (byte)number];
    }

    private static byte[] Overlong(ulong number, int more)
    {
        var bytes = Varint(number);
        bytes[^1] |= 0x80;
        return [.. bytes, .. Enumerable.Repeat((byte)0x80, more - 1), 0];
    }

    private static byte[] Delimited(uint tag, byte[] content) =>
        [.. Varint((tag & ~7u) | LengthDelimited), .. Varint((ulong)content.Length), .. content];

    private static byte[] Groups(Random random)
    {
        var depth = random.Next(2) == 0 ? random.Next(1, 3) : random.Next(1, 10_000);
        var number = _numbers[random.Next(_numbers.Length)] << 3;
        var begin = Enumerable.Repeat(Varint(number | StartGroup), depth);
        // Some are not ended, and some end another.
        var end = Enumerable.Repeat(
            Varint((random.Next(3) == 0 ? 8u : number) | EndGroup), random.Next(2) == 0 ? depth : random.Next(depth));
        return [.. begin.Concat(end).SelectMany(bytes => bytes)];
    }

    private static List<Field> FieldsOf(byte[] message)
    {
        var fields = new List<Field>();
        var input = new CodedInputStream(message);
        try
        {
            for (var start = 0; input.ReadTag() is var tag and not 0; start = (int)input.Position)
            {
                var rest = (int)input.Position;
                input.SkipLastField();
                fields.Add(new Field(tag, message[start..(int)input.Position], rest - start));
            }
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidOperationException)
        {
            // It has been spoilt before, or was never a message.
        }

        return fields;
    }

    /// <param name="Tag">Its number and its type on the wire.</param>
    /// <param name="All">All of its bytes.</param>
    /// <param name="TagLength">How many of them the tag is.</param>
    private readonly record struct Field(uint Tag, byte[] All, int TagLength)
    {
        public byte[] Rest => All[TagLength..];

        /// <summary>Without the length.</summary>
        public byte[] Content => (Tag & 7) == LengthDelimited
            ? Rest[Math.Min(Rest.Length, Rest.TakeWhile(part => part > 127).Count() + 1)..]
            : Rest;
    }
}
