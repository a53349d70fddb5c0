using Amazon.IoT.Pipeline;
using Amazon.IoT.Wire;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.IoT;

/// <summary>A client of AWS IoT on AWSSDK.Core's pipeline. The operations stand beside their models, subject by subject.</summary>
public partial class AmazonIoTClient : AmazonServiceClient, IAmazonIoT
{
    public AmazonIoTClient()
        : base(new AmazonIoTConfig()) { }

    public AmazonIoTClient(RegionEndpoint region)
        : base(new AmazonIoTConfig { RegionEndpoint = region }) { }

    public AmazonIoTClient(AmazonIoTConfig config)
        : base(config) { }

    public AmazonIoTClient(AWSCredentials credentials)
        : this(credentials, new AmazonIoTConfig()) { }

    public AmazonIoTClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonIoTConfig { RegionEndpoint = region }) { }

    public AmazonIoTClient(AWSCredentials credentials, AmazonIoTConfig clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonIoTClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonIoTConfig()) { }

    public AmazonIoTClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonIoTConfig { RegionEndpoint = region }) { }

    public AmazonIoTClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonIoTConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonIoTClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonIoTConfig()) { }

    public AmazonIoTClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonIoTConfig { RegionEndpoint = region }) { }

    public AmazonIoTClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonIoTConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata();

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.AddHandlerAfter<Marshaller>(new IoTEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AuthSchemeHandler());
    }

    private Task<TResponse> CallAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonIoTRequest, new()
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(
            request, new InvokeOptions { RequestMarshaller = operation, ResponseUnmarshaller = operation }, cancellationToken);
}
