using System.Net;

namespace AuditGrpc.Simulator.Tests;

public sealed class EmbeddingTests
{
    private const string Other = "222222222222";

    [Fact]
    public async Task Start_WithoutOptions_ListensOnAnyPortOfLoopback()
    {
        await using var one = await SimulatedAws.StartAsync();
        await using var two = await SimulatedAws.StartAsync();

        Assert.Equal(("http", "127.0.0.1"), (one.ServiceUrl.Scheme, one.ServiceUrl.Host));
        Assert.NotEqual(one.ServiceUrl.Port, two.ServiceUrl.Port);
    }

    [Fact]
    public async Task Start_InAProcessWithItsOwnSettings_ReadsNone()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://127.0.0.1:1");
        Environment.SetEnvironmentVariable("ASPNETCORE_Kestrel__Endpoints__X__Url", "http://127.0.0.1:2");
        Environment.SetEnvironmentVariable("Kestrel__Endpoints__Y__Url", "http://127.0.0.1:3");
        try
        {
            await using var aws = await TestAws.StartAsync();

            Assert.Equal(HttpStatusCode.OK, (await aws.DescribeAsync(SimulatedAudits.Documented)).Status);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
            Environment.SetEnvironmentVariable("ASPNETCORE_Kestrel__Endpoints__X__Url", null);
            Environment.SetEnvironmentVariable("Kestrel__Endpoints__Y__Url", null);
        }
    }

    [Fact]
    public async Task Start_OnAPortInUse_FailsWithIOException()
    {
        await using var first = await SimulatedAws.StartAsync();

        await Assert.ThrowsAsync<IOException>(() => SimulatedAws.StartAsync(new() { Port = first.ServiceUrl.Port }));
    }

    public static TheoryData<SimulatorOptions, string> OutOfLimits => new()
    {
        { new() { Port = 65536 }, "SimulatorOptions.Port must be 0 to 65535" },
        { new() { Speed = 0 }, "SimulatorOptions.Speed must be over 0 and at most 10000" },
        { new() { Speed = double.NaN }, "SimulatorOptions.Speed must be over 0 and at most 10000" },
        { new() { AuditDuration = TimeSpan.Zero }, "SimulatorOptions.AuditDuration must be 1 second to 1 day" },
        { new() { RateLimitScale = -1 }, "SimulatorOptions.RateLimitScale must be over 0 and at most 10000" },
        { new() { AccountId = "12" }, "SimulatorOptions.AccountId must be 12 digits" },
        { new() { SessionLifetime = TimeSpan.Zero }, "SimulatorOptions.SessionLifetime must be 1 second to 12 hours" },
        { With(new() { AccountId = "12" }), "SimulatorOptions.Accounts[0].AccountId must be 12 digits" },
        { With(new() { AccountId = Other, AccessKeyId = "a b" }), "Accounts[0].AccessKeyId must be 1 to 128 letters, digits" },
        { With(new() { AccountId = Other, Region = "" }), "SimulatorOptions.Accounts[0].Region must not be empty" },
        { With(new() { AccountId = Other, ExternalId = "x" }), "SimulatorOptions.Accounts[0].ExternalId must have 2 to 1224 characters" },
    };

    [Theory]
    [MemberData(nameof(OutOfLimits), DisableDiscoveryEnumeration = true)]
    public async Task Start_OptionOutOfItsLimits_IsRefusedByNameAndLimit(SimulatorOptions options, string text)
    {
        var refused = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SimulatedAws.StartAsync(options));

        Assert.Contains(text, refused.Message);
    }

    private static SimulatorOptions With(SimulatedAccountOptions account) => new() { Accounts = { account } };
}
