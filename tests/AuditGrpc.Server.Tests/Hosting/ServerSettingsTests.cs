using AuditGrpc.Server.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace AuditGrpc.Server.Tests.Hosting;

public sealed class ServerSettingsTests
{
    private const string Region = "Sources:default:Region=eu-west-1";
    private const string Role = "Sources:default:RoleArn=arn:aws:iam::123456789012:role/audits";

    [Fact]
    public void Read_OnlyARegion_IsEnough()
    {
        var settings = Read(Region);

        Assert.Equal("eu-west-1", settings.Sources["default"].Region);
        Assert.False(settings.SimulatorEnabled);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.Describe.Freshness);
    }

    [Fact]
    public void Read_EverySetting_IsTaken()
    {
        var settings = Read(
            "DefaultSource=eu",
            "Sources:eu:Region=eu-west-1",
            "Sources:eu:ServiceUrl=https://iot.internal/",
            "Sources:eu:Profile=audits",
            "Sources:eu:RoleArn=arn:aws:iam::123456789012:role/audits",
            "Sources:eu:ExternalId=agreed:with/them",
            "Sources:eu:SessionName=nightly",
            "Sources:eu:StsServiceUrl=https://sts.internal/",
            "Sources:eu:DescribePerSecond=2.5",
            "Sources:eu:ListPerSecond=1.5",
            "Sources:eu:StartPerSecond=3",
            "Sources:eu:CancelPerSecond=4",
            "Sources:eu:ConfigurationPerSecond=5",
            "Sources:eu:FindingPerSecond=6",
            "Sources:eu:FindingListPerSecond=7",
            "Sources:eu:RelatedListPerSecond=8.5",
            "Upstream:AttemptTimeout=00:00:01",
            "Upstream:Attempts=1",
            "Upstream:RetryDelay=00:00:00.5",
            "Describe:Freshness=00:00:00",
            "Describe:KeptAudits=7",
            "Limits:ReadsPerSecond=0.5",
            "Hosting:DrainDelay=00:00:01",
            "Hosting:MonitoringUrl=http://[::]:5081");

        Assert.Equal(("eu", "audits", 2.5), (settings.DefaultSource, settings.Sources["eu"].Profile, settings.Sources["eu"].DescribePerSecond));
        var eu = settings.Sources["eu"];
        Assert.Equal((1.5, 3.0, 4.0, 5.0), (eu.ListPerSecond, eu.StartPerSecond, eu.CancelPerSecond, eu.ConfigurationPerSecond));
        Assert.Equal((6.0, 7.0, 8.5), (eu.FindingPerSecond, eu.FindingListPerSecond, eu.RelatedListPerSecond));
        Assert.Equal((new Uri("https://iot.internal/"), new Uri("https://sts.internal/")), (eu.ServiceUrl, eu.StsServiceUrl));
        Assert.Equal(("arn:aws:iam::123456789012:role/audits", "agreed:with/them", "nightly"), (eu.RoleArn, eu.ExternalId, eu.SessionName));
        Assert.Equal((TimeSpan.FromSeconds(1), 1, TimeSpan.FromSeconds(0.5)), (settings.Upstream.AttemptTimeout, settings.Upstream.Attempts, settings.Upstream.RetryDelay));
        Assert.Equal((TimeSpan.Zero, 7), (settings.Describe.Freshness, settings.Describe.KeptAudits));
        Assert.Equal(0.5, settings.Limits.ReadsPerSecond);
        Assert.Equal((TimeSpan.FromSeconds(1), "http://[::]:5081"), (settings.Hosting.DrainDelay, settings.Hosting.MonitoringUrl!.OriginalString));
    }

    [Theory]
    [InlineData("Describe:Freshness=00:02:00", "Describe:Freshness is '00:02:00': must be 00:00:00 to 00:01:00.")]
    [InlineData("Describe:Freshness=soon", "Describe:Freshness is 'soon': must be a time such as 00:00:02, 00:00:00 to 00:01:00.")]
    [InlineData("Describe:Freshness=5", "Describe:Freshness is '5': must be a time such as 00:00:02, 00:00:00 to 00:01:00.")]
    [InlineData("Describe:Freshness=", "Describe:Freshness is '': must be a time such as 00:00:02, 00:00:00 to 00:01:00.")]
    [InlineData("Describe:KeptAudits=0", "Describe:KeptAudits is '0': must be 1 to 1000000.")]
    [InlineData("Describe:KeptAudits=99999999999", "Describe:KeptAudits is '99999999999': must be a whole number, 1 to 1000000.")]
    [InlineData("Hosting:MonitoringUrl=https://localhost:5081", "Hosting:MonitoringUrl is 'https://localhost:5081': must be an http address.")]
    [InlineData("Describe:Freshnes=00:00:01", "Describe:Freshnes is not a setting. Describe has Freshness, KeptAudits.")]
    [InlineData("Sources:default:Region=Europe", "Sources:default:Region is 'Europe': must be the name of an AWS region, such as eu-west-1.")]
    [InlineData("Sources:default:ServiceUrl=iot.internal", "Sources:default:ServiceUrl is 'iot.internal': must be an absolute http or https address.")]
    [InlineData("Sources:default:DescribePerSecond=0", "Sources:default:DescribePerSecond is '0': must be 1 to 1000.")]
    [InlineData("Sources:default:Secret=x", "Sources:default:Secret is not a setting. Sources:default has CancelPerSecond, ConfigurationPerSecond, DescribePerSecond, ExternalId, FindingListPerSecond, FindingPerSecond, ListPerSecond, Profile, Region, RelatedListPerSecond, RoleArn, ServiceUrl, SessionName, StartPerSecond, StsServiceUrl.")]
    [InlineData("Sources:default:RoleArn=audits", "Sources:default:RoleArn is 'audits': must be the ARN of a role, such as arn:aws:iam::123456789012:role/audits.")]
    [InlineData("Sources:default:RoleArn=arn:aws:iam::12345:role/audits", "Sources:default:RoleArn is 'arn:aws:iam::12345:role/audits': must be the ARN of a role, such as arn:aws:iam::123456789012:role/audits.")]
    [InlineData("Sources:default:StsServiceUrl=sts", "Sources:default:StsServiceUrl is 'sts': must be an absolute http or https address.")]
    [InlineData("Sources:default:ExternalId=agreed", "Sources:default:ExternalId is set, but Sources:default:RoleArn is missing: there is no role to assume with it.")]
    [InlineData("Sources:default:SessionName=audits", "Sources:default:SessionName is set, but Sources:default:RoleArn is missing: there is no role to assume with it.")]
    [InlineData("DefaultSource=us", "DefaultSource is 'us': must be one of Sources, which has default.")]
    [InlineData("Simulator:Enabled=maybe", "Simulator:Enabled is 'maybe': must be true or false.")]
    [InlineData("Simulator:Enabled=true", "Simulator:Enabled is true, but Sources has default: must be one or the other.")]
    public void Read_AWrongSetting_IsNamedWithItsLimit(string setting, string fault) =>
        Assert.Equal(fault, Assert.Throws<SettingsException>(() => Read(Region, setting)).Message);

    [Theory]
    [InlineData("ExternalId=x", "ExternalId is '***': must be 2 to 1224 letters, digits, or any of _+=,.@:/-.")]
    [InlineData("ExternalId=two words", "ExternalId is '***': must be 2 to 1224 letters, digits, or any of _+=,.@:/-.")]
    [InlineData("SessionName=x", "SessionName is 'x': must be 2 to 64 letters, digits, or any of _+=,.@-.")]
    [InlineData("SessionName=a/b", "SessionName is 'a/b': must be 2 to 64 letters, digits, or any of _+=,.@-.")]
    public void Read_AWrongSettingOfARole_IsNamedWithItsLimit(string setting, string fault) =>
        Assert.Equal(
            $"Sources:default:{fault}",
            Assert.Throws<SettingsException>(() => Read(Region, Role, $"Sources:default:{setting}")).Message);

    [Theory]
    [InlineData("ExternalId", 1224)]
    [InlineData("SessionName", 64)]
    public void Read_TheLongestSettingOfARole_IsTakenAndNoLongerOne(string setting, int longest)
    {
        Read(Region, Role, $"Sources:default:{setting}={new string('x', longest)}");

        Assert.Throws<SettingsException>(() => Read(Region, Role, $"Sources:default:{setting}={new string('x', longest + 1)}"));
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/audits")]
    [InlineData("arn:aws-us-gov:iam::123456789012:role/teams/fleet/audits")]
    [InlineData("arn:aws-cn:iam::123456789012:role/a.b@c=d,e+f_g-h")]
    public void Read_TheArnOfARole_IsTaken(string arn)
    {
        var source = Read(Region, $"Sources:default:RoleArn={arn}").Sources["default"];

        Assert.Equal((arn, "auditgrpc"), (source.RoleArn, source.SessionName));
    }

    [Fact]
    public void Read_SeveralWrongSettings_NamesEach()
    {
        var exception = Assert.Throws<SettingsException>(() => Read(Region, "Describe:KeptAudits=0", "Upstream:Attempts=11"));

        Assert.Equal(2, exception.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void Read_NoSourceInProduction_NamesTheMissingKey() =>
        Assert.Contains("Sources:default:Region is missing", Assert.Throws<SettingsException>(() => Read()).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_NoSourceInDevelopment_Simulates() =>
        Assert.True(Read(Environments.Development).SimulatorEnabled);

    [Fact]
    public void Read_ASourceInDevelopment_DoesNotSimulate() =>
        Assert.False(Read(Environments.Development, Region).SimulatorEnabled);

    private static ServerSettings Read(params string[] settings)
    {
        var environment = settings.FirstOrDefault(setting => !setting.Contains('=')) ?? Environments.Production;
        var pairs = settings.Where(setting => setting.Contains('=')).Select(setting => setting.Split('=', 2));
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(pairs.GroupBy(pair => pair[0], pair => pair[1]).ToDictionary(key => key.Key, values => (string?)values.Last()))
            .Build();
        return ServerSettings.Read(configuration, new FixedEnvironment(environment));
    }

    private sealed class FixedEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
