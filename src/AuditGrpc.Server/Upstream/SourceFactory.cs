using Amazon;
using Amazon.IoT;
using Amazon.Runtime;

namespace AuditGrpc.Server.Upstream;

/// <summary>Sets AWS's SDK up for the traps it holds for a service.</summary>
internal sealed class SourceFactory(UpstreamOptions upstream, TimeProvider time, ILogger<Source> logger)
{
    public Source FromAws(string name, SourceOptions options) => Create(name, options, credentials: null);

    public Source FromSimulator(string name, Uri address) =>
        Create(name, new SourceOptions { ServiceUrl = address }, new BasicAWSCredentials("simulator", "simulator"));

    private Source Create(string name, SourceOptions options, AWSCredentials? credentials)
    {
        var config = new AmazonIoTConfig
        {
            // One place retries, and it is ours: the SDK's retries would spend calls that the budget does not see, start an audit
            // twice after a lost reply, and take LimitExceededException for throttling.
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            RetryMode = RequestRetryMode.Standard,
            // Without it a silent peer holds a call for good.
            Timeout = upstream.AttemptTimeout,
            HttpClientFactory = new AwsHttp(),
        };
        var region = options.Region ?? "us-east-1";
        if (options.ServiceUrl is not null)
        {
            config.ServiceURL = options.ServiceUrl.AbsoluteUri;
            config.AuthenticationRegion = region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        if (options.Profile is not null)
        {
            config.Profile = new Profile(options.Profile);
        }

        var client = credentials is null ? new AmazonIoTClient(config) : new AmazonIoTClient(credentials, config);
        var api = new AwsAuditApi(options, client, new AwsCalls(name, upstream, time, logger), time);
        return new Source(name, region, options.ServiceUrl, options.DescribePerSecond, api);
    }
}
