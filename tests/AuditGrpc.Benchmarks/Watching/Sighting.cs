using System.Buffers;
using AuditGrpc.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>All that a watcher here reads of a <see cref="WatchAuditTaskResponse"/>, because the client's work slows the server down too.</summary>
internal sealed record Sighting(DateTimeOffset ObservedAt, bool IsHeartbeat)
{
    public static Method<WatchAuditTaskRequest, Sighting> Watch { get; } = new(
        MethodType.ServerStreaming,
        AuditService.Descriptor.FullName,
        "WatchAuditTask",
        Marshallers.Create(request => request.ToByteArray(), WatchAuditTaskRequest.Parser.ParseFrom),
        Marshallers.Create<Sighting>((_, _) => throw new NotSupportedException(), context => Read(context.PayloadAsReadOnlySequence())));

    private static Sighting Read(ReadOnlySequence<byte> message)
    {
        var reader = new SequenceReader<byte>(message);
        var isHeartbeat = false;
        var observedAt = default(DateTimeOffset);
        while (reader.TryRead(out var tag))
        {
            // Every field of the message is a message of its own.
            var length = ReadLength(ref reader);
            var field = message.Slice(reader.Position, length);
            switch (tag >> 3)
            {
                case WatchAuditTaskResponse.HeartbeatFieldNumber:
                    isHeartbeat = true;
                    break;
                case WatchAuditTaskResponse.ObserveTimeFieldNumber:
                    observedAt = Timestamp.Parser.ParseFrom(field).ToDateTimeOffset();
                    break;
            }

            reader.Advance(length);
        }

        return new Sighting(observedAt, isHeartbeat);
    }

    private static int ReadLength(ref SequenceReader<byte> reader)
    {
        var length = 0;
        for (var shift = 0; reader.TryRead(out var part); shift += 7)
        {
            length |= (part & 0x7f) << shift;
            if (part < 0x80)
            {
                break;
            }
        }

        return length;
    }
}
