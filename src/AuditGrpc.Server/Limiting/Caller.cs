using System.Net;
using System.Net.Sockets;

namespace AuditGrpc.Server.Limiting;

/// <summary>Whom a call counts for.</summary>
internal static class Caller
{
    /// <summary>Its name; where nobody said it, its address. Nothing if it is not limited.</summary>
    public static string? KeyOf(HttpContext context, bool limitsLoopback) =>
        context.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : KeyOf(context.Connection.RemoteIpAddress, limitsLoopback);

    private static string? KeyOf(IPAddress? address, bool limitsLoopback)
    {
        // No address: a socket of this machine's file system.
        if (address is null || IPAddress.IsLoopback(address))
        {
            return limitsLoopback ? "loopback" : null;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        // One machine has a whole network of 2^64 addresses to call from.
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes).ToString();
    }
}
