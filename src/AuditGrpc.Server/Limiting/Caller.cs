using System.Net;
using System.Net.Sockets;
using AuditGrpc.Server.Security;

namespace AuditGrpc.Server.Limiting;

/// <summary>Whom a call counts for.</summary>
internal static class Caller
{
    private const string Loopback = "loopback";

    /// <summary>Its name; where nobody said it, its address. Nothing if it is not limited.</summary>
    public static string? KeyOf(HttpContext context, bool limitsLoopback) =>
        context.User is Principal caller ? caller.Name : KeyOf(context.Connection.RemoteIpAddress, limitsLoopback);

    /// <summary>Where a connection comes from, whoever calls on it. Nothing if it is not limited.</summary>
    public static string? OriginOf(IPAddress? address, bool limitsLoopback) =>
        !IsLocal(address) || (limitsLoopback && address is not null) ? NetworkOf(address!)
        : limitsLoopback ? Loopback
        : null;

    private static string? KeyOf(IPAddress? address, bool limitsLoopback) =>
        !IsLocal(address) ? NetworkOf(address!)
        : limitsLoopback ? Loopback
        : null;

    // No address: a socket of this machine's file system.
    private static bool IsLocal(IPAddress? address) =>
        address is null || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static string NetworkOf(IPAddress address)
    {
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
