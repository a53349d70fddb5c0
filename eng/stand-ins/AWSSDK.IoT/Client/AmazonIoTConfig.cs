using Amazon.IoT.Pipeline;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using ExecutionContext = Amazon.Runtime.Internal.ExecutionContext;

namespace Amazon.IoT;

public class AmazonIoTConfig : ClientConfig
{
    internal const string ApiVersion = "2015-05-28";

    private static readonly string userAgent = InternalSDKUtils.BuildUserAgentString(ServiceId, "4.0.3.1");

    public AmazonIoTConfig()
        : base(new DefaultConfigurationProvider(DefaultModes))
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "iot";
        EndpointProvider = new IoTEndpointProvider();
    }

    public static new string ServiceId => "IoT";

    public override string RegionEndpointServiceName => "iot";

    public override string ServiceVersion => ApiVersion;

    public override string UserAgent => userAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        var request = new DefaultRequest(parameters.Request, ServiceId) { AlternateEndpoint = parameters.AlternateEndpoint };
        var context = new RequestContext(enableMetric: false)
        {
            ClientConfig = this,
            OriginalRequest = parameters.Request,
            Request = request,
        };
        return new IoTEndpointResolver().GetEndpoint(new ExecutionContext(context, responseContext: null));
    }

    private static IEnumerable<IDefaultConfiguration> DefaultModes =>
    [
        Mode(DefaultConfigurationMode.Standard, 3.1),
        Mode(DefaultConfigurationMode.InRegion, 1.1),
        Mode(DefaultConfigurationMode.CrossRegion, 3.1),
        Mode(DefaultConfigurationMode.Mobile, 30),
        Mode(DefaultConfigurationMode.Auto, 1.1),
    ];

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, double connectSeconds) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromSeconds(connectSeconds),
        TlsNegotiationTimeout = TimeSpan.FromSeconds(connectSeconds),
    };
}
