using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Finding;
using AuditGrpc.Server.Hosting;
using AuditGrpc.Server.Limiting;
using AuditGrpc.Server.Listing;
using AuditGrpc.Server.Monitoring;
using AuditGrpc.Server.Recording;
using AuditGrpc.Server.Security;
using AuditGrpc.Server.Services;
using AuditGrpc.Server.Starting;
using AuditGrpc.Server.Upstream;
using AuditGrpc.Server.Watching;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AuditGrpc.Server;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            await using var app = await BuildAsync(args);
            await app.RunAsync();
            return 0;
        }
        // What an operator can mend needs a sentence, not a stack trace.
        catch (Exception exception) when (exception is SettingsException or IOException or FormatException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"auditgrpc-server cannot start:{Environment.NewLine}{exception.Message}");
            return 1;
        }
    }

    /// <summary>The composition root.</summary>
    /// <param name="args">The command line, read as configuration.</param>
    /// <param name="configure">What a test replaces.</param>
    internal static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        var settings = ServerSettings.Read(builder.Configuration, builder.Environment);

        // Main says why a start failed, in a sentence; the host would say it with a stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // Its errors are bugs, which ErrorInterceptor logs, and requests that cannot be read, with a stack trace for each.
        builder.Logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None);
        builder.Services.TryAddSingleton(TimeProvider.System);
        if (settings.SimulatorEnabled)
        {
            await builder.Services.AddEmbeddedSimulatorAsync(settings.Simulator);
        }

        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddUpstream(settings);
        builder.Services.AddDescribing(settings.Describe);
        builder.Services.AddWatching(settings.Watch);
        builder.Services.AddListing();
        builder.Services.AddStarting();
        builder.Services.AddFinding();
        // Made once: gRPC would make what the container does not know anew for each call.
        builder.Services.AddSingleton<ErrorInterceptor>();
        builder.Services.AddSingleton<AuditServiceV1>().AddSingleton<AuditFindingServiceV1>().AddSingleton<AuditCheckServiceV1>();
        builder.Services.AddSingleton<SourceServiceV1>();
        builder.Services.AddGrpc(options =>
        {
            // The first is the outermost.
            options.Interceptors.Add<ErrorInterceptor>();
            options.Interceptors.Add<AccessInterceptor>();
            options.Interceptors.Add<LimitInterceptor>();
        });
        builder.Services.AddLimiting(settings.Limits);
        builder.Services.AddSecurity(settings.Security, settings.DefaultSource);
        builder.Services.AddGrpcReflection();
        builder.Services.AddHealth();
        builder.Services.AddHosting(settings.Hosting);
        builder.Services.AddMonitoring(settings.Hosting.MonitoringUrl);

        var app = builder.Build();
        app.Services.GetRequiredService<AuditLog>().Configured(settings.Written);
        app.UseResetCalls();
        if (settings.Security.Authenticates)
        {
            app.UseMiddleware<CallerMiddleware>();
        }

        app.UseUnreadableRequests();
        app.MapGrpcService<AuditServiceV1>();
        app.MapGrpcService<AuditFindingServiceV1>();
        app.MapGrpcService<AuditCheckServiceV1>();
        app.MapGrpcService<SourceServiceV1>();
        if (settings.Security.Reflection)
        {
            app.MapGrpcReflectionService();
        }

        app.MapGrpcHealthChecksService();
        return app;
    }
}
