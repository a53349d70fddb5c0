using System.Text.Json;

namespace AuditGrpc.Server.Upstream;

/// <summary>
/// Looks at the lists and objects of a reply before AWS's SDK does. Where the SDK expects one and finds something else, it takes what
/// follows for its content. So it misses the end of what is around it, looks for that beyond the end of the reply, without end, and
/// takes memory for each thing that it believes to have found.
/// </summary>
internal static class ReplyShapes
{
    // Every member with others in it, in the replies to what this server asks.
    private static readonly Dictionary<string, Shape> Members = new(StringComparer.OrdinalIgnoreCase)
    {
        ["tasks"] = Shape.ListOfObjects,
        ["findings"] = Shape.ListOfObjects,
        ["relatedResources"] = Shape.ListOfObjects,
        ["auditDetails"] = Shape.MapOfObjects,
        ["auditCheckConfigurations"] = Shape.MapOfObjects,
        ["auditNotificationTargetConfigurations"] = Shape.MapOfObjects,
        ["additionalInfo"] = Shape.MapOfTexts,
        ["configuration"] = Shape.MapOfTexts,
        ["finding"] = Shape.Object,
        ["issuerCertificateIdentifier"] = Shape.Object,
        ["nonCompliantResource"] = Shape.Object,
        ["policyVersionIdentifier"] = Shape.Object,
        ["resourceIdentifier"] = Shape.Object,
        ["taskStatistics"] = Shape.Object,
    };

    // What the SDK reads must be read here as well, or it would go on where this has stopped looking.
    private static readonly JsonReaderOptions AsLenientAsTheSdk = new() { AllowTrailingCommas = true, MaxDepth = int.MaxValue };

    private enum Shape : byte
    {
        /// <summary>The SDK does not look into it, or refuses by itself what it should not be.</summary>
        Any,
        Object,
        ListOfObjects,
        MapOfObjects,
        MapOfTexts,
    }

    /// <summary>Whether each is what it should be, or null. What is no JSON has none, and the SDK says so by itself.</summary>
    public static bool AreWhole(ReadOnlySpan<byte> reply)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var reader = new Utf8JsonReader(reply.StartsWith(mark) ? reply[mark.Length..] : reply, AsLenientAsTheSdk);
        var around = new Stack<Shape>();
        var member = Shape.Any;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        member = around.Peek() switch
                        {
                            Shape.Object => Members.GetValueOrDefault(NameIn(reader.GetString()!)),
                            Shape.MapOfObjects => Shape.Object,
                            _ => Shape.Any,
                        };
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        around.Pop();
                        break;
                    default:
                        // A reply that is no object has no members.
                        var shape = around.Count == 0 ? (reader.TokenType == JsonTokenType.StartObject ? Shape.Object : Shape.Any)
                            : around.Peek() == Shape.ListOfObjects ? Shape.Object
                            : member;
                        if (!Is(reader.TokenType, shape))
                        {
                            return false;
                        }

                        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        {
                            around.Push(shape);
                        }

                        break;
                }
            }
        }
        catch (JsonException)
        {
            // Here the SDK stops too.
        }
        catch (InvalidOperationException)
        {
            // At a name that is no text the SDK goes on.
            return false;
        }

        return true;
    }

    private static bool Is(JsonTokenType type, Shape expected) => expected switch
    {
        Shape.Any => true,
        Shape.ListOfObjects => type is JsonTokenType.StartArray or JsonTokenType.Null,
        _ => type is JsonTokenType.StartObject or JsonTokenType.Null,
    };

    /// <summary>The SDK goes by paths, and takes a name with a slash for one.</summary>
    private static string NameIn(string path) => path[(path.LastIndexOf('/') + 1)..];
}
