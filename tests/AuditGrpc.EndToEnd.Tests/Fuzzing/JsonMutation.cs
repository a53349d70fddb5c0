using System.Text;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>Spoils JSON where it means something: values become others; members are doubled, moved, renamed or lost.</summary>
internal static class JsonMutation
{
    // As Latin-1: what is not ASCII is no UTF-8.
    private static readonly string[] _values =
    [
        "null", "true", "false", "{}", "[]", "[null]", "[[]]", "[{}]", "[[],{}]", "[7,\"a\"]", "{\"\":{}}", "{\"a\":[]}", "{\"a\":null}",
        "0", "-1", "-0.0", "1e999", "1E-400", "2147483648", "-9223372036854775809", "9223372036854775808", "18446744073709551616",
        "1560356923.434", "253402300800", "-62135596801", "253402300799.9999999", "01", "+1", "0x1F", "NaN", "Infinity",
        "\"\"", "\"PAUSED\"", "\"COMPLETED\"", "\"2019-06-12T16:28:43Z\"", "\"true\"", "\"7\"", "{\"taskStatus\":1}",
        "", ",", "\"", "'a'", "/*a*/1",
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\x\"", "\"\u00FF\u00FE\"", "\"\u00C0\u0080\"", "\"\u00ED\u00A0\u0080\"",
        "\"\n\"",
    ];

    /// <summary>The text with one thing changed; nothing if there is nothing to change in it.</summary>
    public static byte[]? Of(byte[] json, Random random)
    {
        var parts = JsonPart.AllOf(json);
        if (parts.Count == 0)
        {
            return null;
        }

        var part = parts[random.Next(parts.Count)];
        var members = parts.Where(other => other.IsMember).ToList();
        return random.Next(12) switch
        {
            < 4 => With(json, part.Value, Encoding.Latin1.GetBytes(_values[random.Next(_values.Length)])),
            4 => random.Next(8) == 0 ? With(json, part.Value, Huge(random)) : With(json, part.Value, "[]"u8),
            // A value takes another's place, which is to say of another type.
            5 => With(json, part.Value, json[parts[random.Next(parts.Count)].Value]),
            6 => With(json, part.Value, random.Next(2) == 0
                ? [.. "["u8, .. json[part.Value], .. "]"u8]
                : [.. "{\"a\":"u8, .. json[part.Value], .. "}"u8]),
            7 => With(json, part.Value.End.., [.. ","u8, .. random.Next(2) == 0 ? json[part.Whole] : [], .. json[part.Value.End..]]),
            8 => Without(json, part.Whole),
            9 when members.Count > 0 => Rename(json, members, random),
            10 when members.Count > 0 => Move(json, members[random.Next(members.Count)], members[random.Next(members.Count)]),
            11 => random.Next(2) == 0 ? [.. Encoding.UTF8.Preamble, .. json] : With(json, part.Value, "\"x\""u8),
            _ => With(json, part.Value, "{}"u8),
        };
    }

    private static byte[] Huge(Random random) => Encoding.ASCII.GetBytes(random.Next(5) switch
    {
        0 => $"\"{new string('x', 100_000)}\"",
        1 => $"[{string.Join(',', Enumerable.Repeat("{}", 50_000))}]",
        2 => $"[{string.Join(',', Enumerable.Repeat("null", 50_000))}]",
        3 => $"{{{string.Join(',', Enumerable.Range(0, 10_000).Select(number => $"\"{number}\":{{}}"))}}}",
        _ => string.Concat(Enumerable.Repeat("[{\"a\":", 5_000)) + "1" + string.Concat(Enumerable.Repeat("}]", 5_000)),
    });

    private static byte[] Rename(byte[] json, List<JsonPart> members, Random random)
    {
        var name = members[random.Next(members.Count)].Name;
        var (start, end) = (name.Start.Value + 1, name.End.Value - 1);
        var text = Encoding.Latin1.GetString(json[start..end]);
        return With(json, name, Encoding.Latin1.GetBytes(random.Next(7) switch
        {
            0 => $"\"{text.ToUpperInvariant()}\"",
            1 => $"\"a/{text}\"",
            2 => $"\"{string.Concat(text.Select(letter => $"\\u{(int)letter:x4}"))}\"",
            3 => $"\"{text}\u00FF\"",
            4 => "\"\"",
            5 => text,
            _ => Encoding.Latin1.GetString(json[members[random.Next(members.Count)].Name]),
        }));
    }

    private static byte[] Move(byte[] json, JsonPart member, JsonPart behind)
    {
        var end = behind.Value.End.Value;
        var moved = With(json, end..end, [.. ","u8, .. json[member.Whole]]);
        // What stood before the gap has not moved.
        return member.Value.End.Value <= end ? Without(moved, member.Whole) : moved;
    }

    /// <summary>And without the comma before or behind it.</summary>
    private static byte[] Without(byte[] json, Range range)
    {
        var (start, end) = (range.Start.Value, range.End.Value);
        end += end < json.Length && json[end] == ',' ? 1 : 0;
        start -= end == range.End.Value && start > 0 && json[start - 1] == ',' ? 1 : 0;
        return With(json, start..end, []);
    }

    private static byte[] With(byte[] json, Range range, ReadOnlySpan<byte> other)
    {
        var (start, length) = range.GetOffsetAndLength(json.Length);
        return [.. json[..start], .. other, .. json[(start + length)..]];
    }
}
