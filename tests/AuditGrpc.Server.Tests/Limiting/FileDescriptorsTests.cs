using AuditGrpc.Server.Hosting;
using AuditGrpc.Server.Limiting;

namespace AuditGrpc.Server.Tests.Limiting;

public sealed class FileDescriptorsTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1_024)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max locked memory         8388608              8388608              bytes     ", null)]
    public void LimitIn_WhatLinuxWrites_IsWhatHoldsNow(string line, int? limit) => Assert.Equal(
        limit, FileDescriptors.LimitIn(["Limit                     Soft Limit           Hard Limit           Units     ", line]));

    [Theory]
    [InlineData(null, 12_000)]
    [InlineData(1_048_576, 12_000)]
    [InlineData(13_024, 12_000)]
    [InlineData(13_023, 11_999)]
    [InlineData(2_048, 1_024)]
    [InlineData(1_024, 512)]
    public void Allow_Connections_LeavesDescriptorsForTheServer(int? limit, int connections) =>
        Assert.Equal(connections, FileDescriptors.Allow(12_000, limit));

    [Fact]
    public void Allow_TooFewDescriptors_IsRefused() =>
        Assert.Contains("1023: must be 1024 or more", Assert.Throws<SettingsException>(() => FileDescriptors.Allow(1, 1_023)).Message);
}
