using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuditGrpc.Simulator;

/// <summary>
/// JSON as people write it for the simulator: comments and trailing commas are welcome, and what is unknown, twice there or of
/// the wrong type is refused by name.
/// </summary>
internal static class StrictJson
{
    public static JsonSerializerOptions Options { get; } = new(AwsJson.Options)
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new SecondsConverter() },
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>What is wrong and where, without the serializer's words about types.</summary>
    public static string Describe(JsonException exception) => exception.InnerException is JsonException
        ? $"line {exception.LineNumber + 1} is not valid JSON"
        : $"{exception.Path} is unknown, there twice, incomplete, or of the wrong type";

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        private const double MaxSeconds = 1e10;

        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var seconds = reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw new JsonException();
            return Math.Abs(seconds) <= MaxSeconds ? TimeSpan.FromSeconds(seconds) : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.TotalSeconds);
    }
}
