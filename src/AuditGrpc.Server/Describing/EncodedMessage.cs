using System.Buffers;
using Google.Protobuf;
using Grpc.Core;

namespace AuditGrpc.Server.Describing;

/// <summary>A message in its wire form.</summary>
internal sealed class EncodedMessage(byte[] bytes)
{
    /// <summary>Writes the bytes as they are: on the wire there is no difference to the message.</summary>
    public static Marshaller<EncodedMessage> Marshaller { get; } = new(
        (message, context) =>
        {
            context.SetPayloadLength(message.Bytes.Length);
            context.GetBufferWriter().Write(message.Bytes);
            context.Complete();
        },
        _ => throw new NotSupportedException("Encoded messages are only sent."));

    public ReadOnlySpan<byte> Bytes => bytes;

    public static EncodedMessage Of(IMessage message) => new(message.ToByteArray());
}
