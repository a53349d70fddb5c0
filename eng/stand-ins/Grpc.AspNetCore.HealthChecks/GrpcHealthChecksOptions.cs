namespace Grpc.AspNetCore.HealthChecks;

public sealed class GrpcHealthChecksOptions
{
    /// <summary>Which health checks make up the state of which service. By default all make up the server's, named "".</summary>
    public ServiceMappingCollection Services { get; } = [];

    /// <summary>Answers from the state published last; by default, a call to Check runs the health checks.</summary>
    public bool UseHealthChecksCache { get; set; }

    /// <summary>Leaves watches open when the application stops; by default they are told NOT_SERVING, and end.</summary>
    public bool SuppressCompletionOnShutdown { get; set; }
}
