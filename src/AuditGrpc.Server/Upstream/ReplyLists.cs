using System.Text.Json;

namespace AuditGrpc.Server.Upstream;

/// <summary>
/// Looks at the lists of a reply before AWS's SDK does. Where the SDK expects a list and finds something else, it looks for the
/// list's end beyond the end of the reply, without end, and takes memory for each thing that it believes to have found.
/// </summary>
internal static class ReplyLists
{
    // Every list in the replies to what this server asks: all of objects.
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "tasks", "findings", "relatedResources" };

    /// <summary>Whether each is a list of objects, or null. What is no JSON has no lists, and the SDK says so by itself.</summary>
    public static bool AreWhole(ReadOnlySpan<byte> reply)
    {
        var reader = new Utf8JsonReader(reply);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && Names.Contains(reader.GetString()!) && !IsWhole(ref reader))
                {
                    return false;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name that is no text.
        }

        return true;
    }

    private static bool IsWhole(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.TokenType == JsonTokenType.Null;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
            {
                return false;
            }

            reader.Skip();
        }

        return true;
    }
}
