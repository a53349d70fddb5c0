using Amazon;
using Amazon.IoT;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace AuditGrpc.Server.Upstream;

/// <summary>Sets AWS's SDK up for the traps it holds for a service.</summary>
internal sealed class SourceFactory(UpstreamOptions upstream, TimeProvider time, ILogger<Source> logger)
{
    public Source FromAws(string name, SourceOptions options) => Create(name, options, new ChainCredentials(options.Profile));

    public Source FromSimulator(string name, Uri address) =>
        Create(name, new SourceOptions { ServiceUrl = address, StsServiceUrl = address }, new SimulatorCredentials());

    private Source Create(string name, SourceOptions options, ICredentialOrigin origin)
    {
        var region = options.Region ?? "us-east-1";
        var own = new SourceCredentials(name, origin, time, logger);
        var sts = new AmazonSecurityTokenServiceClient(own, Configure(new AmazonSecurityTokenServiceConfig(), region, options.StsServiceUrl));
        var credentials = options.RoleArn is null
            ? own
            : new SourceCredentials(name, new RoleCredentials(options, sts, own, upstream, time), time, logger);
        var client = new AmazonIoTClient(credentials, Configure(new AmazonIoTConfig(), region, options.ServiceUrl));
        var api = new AwsAuditApi(options, client, new AwsCalls(name, credentials, upstream, time, logger), time);
        var identity = new SourceIdentity(name, credentials, options.RoleArn?.Split(':')[4], sts, time, logger);
        return new Source(name, region, options.ServiceUrl, options.DescribePerSecond, api, identity);
    }

    private T Configure<T>(T config, string region, Uri? endpoint)
        where T : ClientConfig
    {
        // One place retries, and it is ours: the SDK's retries would spend calls that the budget does not see, start an audit
        // twice after a lost reply, and take LimitExceededException for throttling.
        config.MaxErrorRetry = 0;
        config.MaxStaleConnectionRetries = 0;
        config.RetryMode = RequestRetryMode.Standard;
        // Without it a silent peer holds a call for good.
        config.Timeout = upstream.AttemptTimeout;
        config.HttpClientFactory = new AwsHttp();
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return config;
    }

    private sealed class SimulatorCredentials : ICredentialOrigin
    {
        public string Name => "the simulator";

        public Task<ObtainedCredentials> ObtainAsync() =>
            Task.FromResult(new ObtainedCredentials(new ImmutableCredentials("simulator", "simulator", null), Expires: null));
    }
}
