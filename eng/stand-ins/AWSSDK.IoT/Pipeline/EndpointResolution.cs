using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using Amazon.Util;

namespace Amazon.IoT.Pipeline;

/// <summary>Takes what decides the endpoint from the client's configuration.</summary>
internal sealed class IoTEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        return new IoTEndpointParameters
        {
            Region = (requestContext.Request.AlternateEndpoint ?? config.RegionEndpoint)?.SystemName ?? RegionOfServiceUrl(config),
            UseDualStack = config.UseDualstackEndpoint,
            UseFIPS = config.UseFIPSEndpoint,
            Endpoint = config.ServiceURL,
        };
    }

    private static string RegionOfServiceUrl(IClientConfig config) =>
        string.IsNullOrEmpty(config.ServiceURL) ? null
        : string.IsNullOrEmpty(config.AuthenticationRegion) ? AWSSDKUtils.DetermineRegion(config.ServiceURL)
        : config.AuthenticationRegion;
}

/// <summary>The endpoint rules of AWS IoT.</summary>
internal sealed class IoTEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var fips = parameters["UseFIPS"] is true;
        var dualStack = parameters["UseDualStack"] is true;
        if (parameters["Endpoint"] is string endpoint)
        {
            return fips ? throw Refusal("Invalid Configuration: FIPS and custom endpoint are not supported")
                : dualStack ? throw Refusal("Invalid Configuration: Dualstack and custom endpoint are not supported")
                : EndpointAt(endpoint);
        }

        var region = parameters["Region"] as string ?? throw Refusal("Invalid Configuration: Missing Region");
        var partition = Fn.Partition(region);
        var lacksFips = fips && !partition.supportsFIPS;
        var lacksDualStack = dualStack && !partition.supportsDualStack;
        if (lacksFips || lacksDualStack)
        {
            throw Refusal(
                fips && dualStack ? "FIPS and DualStack are enabled, but this partition does not support one or both"
                : fips ? "FIPS is enabled but this partition does not support FIPS"
                : "DualStack is enabled but this partition does not support DualStack");
        }

        var host = fips ? "iot-fips" : "iot";
        var suffix = dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        return EndpointAt($"https://{host}.{region}.{suffix}");
    }

    private static Endpoint EndpointAt(string url) => new(url, attributesJson: "", headersJson: "");

    private static AmazonClientException Refusal(string message) => new(message);
}

internal sealed class IoTEndpointParameters : EndpointParameters
{
    public string Region { set => this[nameof(Region)] = value; }

    public bool UseDualStack { set => this[nameof(UseDualStack)] = value; }

    public bool UseFIPS { set => this[nameof(UseFIPS)] = value; }

    public string Endpoint { set => this[nameof(Endpoint)] = value; }
}
