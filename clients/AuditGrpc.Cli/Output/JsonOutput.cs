using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AuditGrpc.Cli.Output;

/// <summary>JSON as AWS's command prints it: 4 spaces to a level, characters as they are.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Pretty = new()
    {
        Indented = true,
        IndentSize = 4,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(Members reply, TextWriter output) => output.WriteLine(Encode(reply, Pretty));

    /// <summary>All on one line.</summary>
    public static void WriteLine(Members reply, TextWriter output) =>
        output.WriteLine(Encode(reply, Pretty with { Indented = false }));

    private static string Encode(Members reply, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var writer = new Utf8JsonWriter(buffer, options);
        Write(reply, writer);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(object value, Utf8JsonWriter writer)
    {
        switch (value)
        {
            case Members members:
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    Write(member, writer);
                }

                writer.WriteEndObject();
                break;
            case List<Members> list:
                writer.WriteStartArray();
                list.ForEach(item => Write(item, writer));
                writer.WriteEndArray();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case PlainTime time:
                writer.WriteStringValue(time.Json);
                break;
            default:
                writer.WriteStringValue((string)value);
                break;
        }
    }
}
