namespace AuditGrpc.Server.Limiting;

/// <summary>Says at the start that file descriptors allow fewer connections than the settings.</summary>
internal sealed class DescriptorNotice(LimitOptions options, ILogger<DescriptorNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var connections = FileDescriptors.Allow(options.MaxConnections, FileDescriptors.Limit);
        if (connections < options.MaxConnections)
        {
            logger.FewDescriptors(options.MaxConnections, connections, FileDescriptors.Limit);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
