using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.IoT.Wire;

/// <summary>How a value is read from and written to JSON. A JSON null is read as null.</summary>
internal abstract class Codec<T> : IJsonUnmarshaller<T, JsonUnmarshallerContext>
{
    public abstract T Unmarshall(JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader);

    public abstract void Write(Utf8JsonWriter writer, T value);

    /// <summary>Whether a request sends the value.</summary>
    public virtual bool IsSet(T value) => value is not null;
}

internal static class Codec
{
    public static Codec<string> Text { get; } = Scalar(StringUnmarshaller.Instance, (writer, value) => writer.WriteStringValue(value));

    public static Codec<bool?> Flag { get; } =
        Scalar(NullableBoolUnmarshaller.Instance, (writer, value) => writer.WriteBooleanValue(value.Value));

    public static Codec<int?> Int { get; } =
        Scalar(NullableIntUnmarshaller.Instance, (writer, value) => writer.WriteNumberValue(value.Value));

    public static Codec<long?> Long { get; } =
        Scalar(NullableLongUnmarshaller.Instance, (writer, value) => writer.WriteNumberValue(value.Value));

    /// <summary>Epoch seconds: read with their fraction, written without.</summary>
    public static Codec<DateTime?> Time { get; } = Scalar(
        NullableDateTimeUnmarshaller.Instance,
        (writer, value) => writer.WriteRawValue(StringUtils.FromDateTimeToUnixTimestamp(value)));

    public static Codec<T> Word<T>(Func<string, T> find) where T : ConstantClass => new WordCodec<T>(find);

    public static Codec<List<T>> ListOf<T>(Codec<T> item) => new ListCodec<T>(item);

    public static Codec<Dictionary<string, T>> MapOf<T>(Codec<T> value) => new MapCodec<T>(value);

    private static ScalarCodec<T> Scalar<T>(IJsonUnmarshaller<T, JsonUnmarshallerContext> unmarshaller, Action<Utf8JsonWriter, T> write) =>
        new(unmarshaller, write);

    private sealed class ScalarCodec<T>(IJsonUnmarshaller<T, JsonUnmarshallerContext> unmarshaller, Action<Utf8JsonWriter, T> write)
        : Codec<T>
    {
        public override T Unmarshall(JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader) =>
            unmarshaller.Unmarshall(context, ref reader);

        public override void Write(Utf8JsonWriter writer, T value) => write(writer, value);
    }

    private sealed class WordCodec<T>(Func<string, T> find) : Codec<T> where T : ConstantClass
    {
        public override T Unmarshall(JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader) =>
            find(Text.Unmarshall(context, ref reader));

        public override void Write(Utf8JsonWriter writer, T value) => writer.WriteStringValue(value.Value);
    }

    private sealed class ListCodec<T>(Codec<T> item) : Codec<List<T>>
    {
        private readonly JsonListUnmarshaller<T, Codec<T>> unmarshaller = new(item);

        public override List<T> Unmarshall(JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader) =>
            unmarshaller.Unmarshall(context, ref reader);

        public override bool IsSet(List<T> value) => value is not null && (value.Count > 0 || !AWSConfigs.InitializeCollections);

        public override void Write(Utf8JsonWriter writer, List<T> value)
        {
            writer.WriteStartArray();
            foreach (var element in value)
            {
                item.Write(writer, element);
            }

            writer.WriteEndArray();
        }
    }

    private sealed class MapCodec<T>(Codec<T> item) : Codec<Dictionary<string, T>>
    {
        private readonly JsonDictionaryUnmarshaller<string, T, StringUnmarshaller, Codec<T>> unmarshaller =
            new(StringUnmarshaller.Instance, item);

        public override Dictionary<string, T> Unmarshall(JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader) =>
            unmarshaller.Unmarshall(context, ref reader);

        public override bool IsSet(Dictionary<string, T> value) =>
            value is not null && (value.Count > 0 || !AWSConfigs.InitializeCollections);

        public override void Write(Utf8JsonWriter writer, Dictionary<string, T> value)
        {
            writer.WriteStartObject();
            foreach (var (key, element) in value)
            {
                writer.WritePropertyName(key);
                item.Write(writer, element);
            }

            writer.WriteEndObject();
        }
    }
}
