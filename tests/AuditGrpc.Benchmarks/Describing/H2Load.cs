using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AuditGrpc.V1;
using Google.Protobuf;

namespace AuditGrpc.Benchmarks.Describing;

/// <summary>One describe, asked over and over by h2load: 8 connections of 50 streams, from one thread.</summary>
internal sealed partial class H2Load : IDisposable
{
    public const int Requests = 40_000;

    private const int PrefixLength = 5;
    private readonly string _body = Path.GetTempFileName();
    private readonly long _replyBytes;

    public H2Load(DescribeAuditTaskRequest request, DescribeAuditTaskResponse reply)
    {
        _replyBytes = PrefixLength + reply.CalculateSize();
        File.WriteAllBytes(_body, Framed(request.ToByteArray()));
    }

    /// <summary>Makes the requests, and returns how many were answered in a second.</summary>
    /// <exception cref="InvalidOperationException">Not every request was answered with the whole reply.</exception>
    public async Task<double> RunAsync(Uri server)
    {
        string[] arguments =
        [
            "-c", "8", "-m", "50", "-t", "1", "-n", $"{Requests}", "-d", _body,
            "-H", "content-type: application/grpc", "-H", "te: trailers",
            new Uri(server, "auditgrpc.v1.AuditService/DescribeAuditTask").AbsoluteUri,
        ];
        using var process = Process.Start(new ProcessStartInfo("h2load", arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        // h2load reads no trailers, and counts an RPC that failed as one that succeeded. But such an RPC has no message.
        if (Number(Succeeded(), output) != Requests || Number(DataBytes(), output) != Requests * _replyBytes)
        {
            throw new InvalidOperationException($"Of {Requests} requests not all were answered with {_replyBytes} bytes:\n{output}");
        }

        return Number(RequestsPerSecond(), output);
    }

    public void Dispose() => File.Delete(_body);

    /// <summary>A message as gRPC sends it: not compressed, and its length.</summary>
    private static byte[] Framed(byte[] message)
    {
        var framed = new byte[PrefixLength + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed.AsSpan(PrefixLength));
        return framed;
    }

    private static double Number(Regex pattern, string output) =>
        pattern.Match(output) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : double.NaN;

    [GeneratedRegex(@" ([0-9.]+) req/s")]
    private static partial Regex RequestsPerSecond();

    [GeneratedRegex(@" ([0-9]+) succeeded")]
    private static partial Regex Succeeded();

    [GeneratedRegex(@"\(([0-9]+)\) data")]
    private static partial Regex DataBytes();
}
