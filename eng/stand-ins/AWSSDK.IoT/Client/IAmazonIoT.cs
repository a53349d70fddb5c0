using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.IoT;

/// <summary>AWS IoT. The operations stand beside their models, subject by subject.</summary>
public partial interface IAmazonIoT : IAmazonService, IDisposable
{
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonIoTConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        var config = clientConfig as AmazonIoTConfig
            ?? throw new AmazonClientException($"ClientConfig is not an {nameof(AmazonIoTConfig)}, which {nameof(AmazonIoTClient)} needs");
        return awsCredentials is null ? new AmazonIoTClient(config) : new AmazonIoTClient(awsCredentials, config);
    }
}
