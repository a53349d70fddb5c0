using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace AuditGrpc.Server.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddSecurity(this IServiceCollection services, SecuritySettings settings, string defaultSource)
    {
        services.AddSingleton(settings);
        services.AddSingleton(new Access(settings, defaultSource));
        services.AddSingleton<AccessInterceptor>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, Transport>();
        services.AddHostedService<SecurityNotices>();
        if (settings is { Certificate: { } certificate, Key: { } key })
        {
            services.AddFiles(
                [certificate, key], (texts, now) => ServerCertificate.Load(certificate, texts[0], texts[1]).RequireValid(certificate, now));
        }

        if (settings.ClientCa is { } authorities)
        {
            services.AddFiles([authorities], (texts, now) => ClientAuthorities.Load(authorities, texts[0]).RequireValid(authorities, now));
            services.AddSingleton(settings.Grants).AddSingleton<ClientCertificates>();
        }

        if (settings.Jwt.Authority is { } issuer)
        {
            services.AddSingleton(settings.Grants).AddSingleton(settings.Jwt).AddSingleton<Tokens>();
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SigningKeys>(provider, issuer));
        }

        return services;
    }

    private static void AddFiles<T>(
        this IServiceCollection services, IReadOnlyList<PemFile> files, Func<IReadOnlyList<string>, DateTimeOffset, T> load)
        where T : class =>
        services.AddSingleton(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            return new ReloadedFiles<T>(
                files, texts => load(texts, time.GetUtcNow()), time, provider.GetRequiredService<ILogger<ReloadedFiles<T>>>());
        });
}
