using Amazon.Runtime.Internal;

namespace Amazon.IoT.Pipeline;

internal sealed class ServiceMetadata : IServiceMetadata
{
    public string ServiceId => AmazonIoTConfig.ServiceId;

    /// <summary>Only operations whose .NET name differs from the service's would stand here.</summary>
    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
