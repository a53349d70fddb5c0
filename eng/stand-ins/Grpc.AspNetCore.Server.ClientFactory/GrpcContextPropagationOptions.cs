namespace Grpc.AspNetCore.ClientFactory;

public class GrpcContextPropagationOptions
{
    /// <summary>Lets calls through that are made outside of a served call; by default they fail.</summary>
    public bool SuppressContextNotFoundErrors { get; set; }
}
