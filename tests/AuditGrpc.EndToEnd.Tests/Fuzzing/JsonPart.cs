using System.Text.Json;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>Where in a JSON text a value is, be it a scalar, a list or an object, and its name if it has one.</summary>
/// <param name="Name">Its name with the quotes; empty if it has none.</param>
/// <param name="Value">The value.</param>
internal readonly record struct JsonPart(Range Name, Range Value)
{
    public bool IsMember => !Name.Equals(default);

    /// <summary>The name and the value, if it has a name.</summary>
    public Range Whole => IsMember ? Name.Start..Value.End : Value;

    /// <summary>Every value of a text; those before the fault, if the text has one.</summary>
    public static List<JsonPart> AllOf(byte[] json)
    {
        var parts = new List<JsonPart>();
        var open = new Stack<(Range Name, int Start)>();
        var name = default(Range);
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = start..(start + reader.ValueSpan.Length + 2);
                        continue;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push((name, start));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        var (itsName, itsStart) = open.Pop();
                        parts.Add(new JsonPart(itsName, itsStart..(int)reader.BytesConsumed));
                        break;
                    default:
                        parts.Add(new JsonPart(name, start..(int)reader.BytesConsumed));
                        break;
                }

                name = default;
            }
        }
        catch (JsonException)
        {
            // It has been spoilt before.
        }

        return parts;
    }
}
