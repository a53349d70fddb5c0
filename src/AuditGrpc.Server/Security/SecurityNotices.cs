namespace AuditGrpc.Server.Security;

/// <summary>Says aloud at the start what was opened on purpose.</summary>
internal sealed class SecurityNotices(SecuritySettings settings, ILogger<SecurityNotices> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var address in settings.Plaintext)
        {
            logger.TakingPlaintext(address.Url);
        }

        foreach (var address in settings.Anonymous)
        {
            logger.TakingAnyone(address.Url);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
