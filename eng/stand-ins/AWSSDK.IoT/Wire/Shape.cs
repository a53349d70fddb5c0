using System.Collections;
using System.Text.Json;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.IoT.Wire;

/// <summary>The members of a JSON object: a table with a row for each, which can be read, written or both.</summary>
internal sealed class Shape<T> : Codec<T>, IEnumerable where T : class, new()
{
    private readonly List<Member> members = [];

    public bool IsEmpty => members.Count == 0;

    public void Add<TValue>(string name, Codec<TValue> codec, Func<T, TValue> get) => Add(name, codec, get, null);

    public void Add<TValue>(string name, Codec<TValue> codec, Action<T, TValue> set) => Add(name, codec, null, set);

    public void Add<TValue>(string name, Codec<TValue> codec, Func<T, TValue> get, Action<T, TValue> set) =>
        members.Add(new Member<TValue>(name, codec, get, set));

    public IEnumerator GetEnumerator() => members.GetEnumerator();

    public override T Unmarshall(JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader)
    {
        context.Read(ref reader);
        return context.CurrentTokenType == JsonTokenType.Null ? null : ReadMembers(new T(), context, ref reader);
    }

    /// <summary>Reads an object whose first token the context has just read.</summary>
    public T ReadMembers(T target, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader)
    {
        var depth = context.CurrentDepth;
        while (context.ReadAtDepth(depth, ref reader))
        {
            foreach (var member in members)
            {
                if (context.TestExpression(member.Name, depth, ref reader))
                {
                    member.Read(target, context, ref reader);
                    break;
                }
            }
        }

        return target;
    }

    public override void Write(Utf8JsonWriter writer, T value)
    {
        writer.WriteStartObject();
        members.ForEach(member => member.Write(writer, value));
        writer.WriteEndObject();
    }

    private abstract class Member(string name)
    {
        public string Name => name;

        public abstract void Read(T target, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader);

        public abstract void Write(Utf8JsonWriter writer, T source);
    }

    private sealed class Member<TValue>(string name, Codec<TValue> codec, Func<T, TValue> get, Action<T, TValue> set) : Member(name)
    {
        public override void Read(T target, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader) =>
            set(target, codec.Unmarshall(context, ref reader));

        public override void Write(Utf8JsonWriter writer, T source)
        {
            var value = get(source);
            if (codec.IsSet(value))
            {
                writer.WritePropertyName(Name);
                codec.Write(writer, value);
            }
        }
    }
}
