using AuditGrpc.Server.Limiting;
using AuditGrpc.Tests;

namespace AuditGrpc.Server.Tests.Limiting;

public sealed class AddressesTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Open_PastTheRate_IsRefusedForThatAddressAlone()
    {
        var addresses = new Addresses(new LimitOptions { ConnectionsPerSecond = 1, ConnectionBurst = 2 }, _time);

        Assert.Equal([null, null, nameof(LimitOptions.ConnectionsPerSecond)], Enumerable.Range(0, 3).Select(_ => addresses.Open("a", out var _)));
        Assert.Null(addresses.Open("b", out _));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(addresses.Open("a", out _));
    }

    [Fact]
    public void Open_MoreThanMayBeOpen_IsRefusedUntilOneIsClosed()
    {
        var addresses = new Addresses(new LimitOptions { ConnectionsPerAddress = 1 }, _time);
        Assert.Null(addresses.Open("a", out var address));
        Assert.Equal(nameof(LimitOptions.ConnectionsPerAddress), addresses.Open("a", out _));

        addresses.Close(address);

        Assert.Null(addresses.Open("a", out _));
    }

    /// <summary>Nobody gets a new start by hanging up; nobody is remembered for ever.</summary>
    [Fact]
    public void Close_TheLastConnection_IsForgottenOnceWhatItTookIsPaidFor()
    {
        var addresses = new Addresses(new LimitOptions { ConnectionsPerSecond = 0.05, ConnectionBurst = 1 }, _time);
        addresses.Open("a", out var address);
        addresses.Open("stays", out _);
        addresses.Close(address);

        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(nameof(LimitOptions.ConnectionsPerSecond), addresses.Open("a", out _));
        _time.Advance(TimeSpan.FromSeconds(15));
        addresses.Open("b", out _);

        Assert.Equal(2, addresses.Count);
    }
}
