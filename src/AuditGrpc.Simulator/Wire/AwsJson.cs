using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuditGrpc.Simulator;

/// <summary>
/// JSON as AWS writes and reads it: times are epoch seconds with a fraction; a member without a value is absent, never null.
/// </summary>
internal static class AwsJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new EpochSecondsConverter() },
    };

    private sealed class EpochSecondsConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            // From the year 1 to the end of 9999, as DateTimeOffset has them.
            var seconds = reader.TokenType == JsonTokenType.Number ? reader.GetDecimal() : throw new JsonException();
            return seconds is >= -62135596800 and < 253402300800
                ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
                : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.ToUnixTimeMilliseconds() / 1000m);
    }
}
