using System.Buffers.Text;
using System.Security.Cryptography;
using AuditGrpc.V1;
using Google.Protobuf;

namespace AuditGrpc.Server.Upstream;

/// <summary>A fingerprint of an audit's content.</summary>
internal static class Etag
{
    private const int Length = 16;

    /// <param name="audit">An audit that has no etag yet.</param>
    public static string Of(AuditTask audit)
    {
        var bytes = new byte[audit.CalculateSize()];
        // Deterministic, because equal audits may hold their maps in different order.
        using var output = new CodedOutputStream(bytes) { Deterministic = true };
        audit.WriteTo(output);
        output.Flush();
        return Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, Length));
    }
}
