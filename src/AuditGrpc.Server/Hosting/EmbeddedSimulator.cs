using AuditGrpc.Simulator;

namespace AuditGrpc.Server.Hosting;

internal static class EmbeddedSimulator
{
    /// <summary>Starts AWS's audit API, simulated, in this process and over real HTTP. It ends with the services.</summary>
    public static async Task AddEmbeddedSimulatorAsync(this IServiceCollection services, SimulatorSettings settings)
    {
        var simulator = await SimulatedAws.StartAsync(new SimulatorOptions { Speed = settings.Speed });
        // By a factory, because a container disposes of what it made itself, and of nothing else.
        services.AddSingleton(_ => simulator);
    }
}
