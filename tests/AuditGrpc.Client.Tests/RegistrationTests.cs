using AuditGrpc.V1;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static AuditGrpc.Client.Tests.Script;

namespace AuditGrpc.Client.Tests;

public sealed class RegistrationTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    public static TheoryData<Action<AuditClientOptions>, string> Faults => new()
    {
        { _ => { }, "AuditClientOptions.Address is missing: must be an absolute http or https URI." },
        { options => options.Address = new("audits", UriKind.Relative), "Address is 'audits'" },
        { options => options.Address = new("ftp://audits"), "Address is 'ftp://audits/'" },
        { options => options.CallTimeout = TimeSpan.Zero, "CallTimeout is 00:00:00: must be 00:00:00.1000000 to 00:10:00." },
        { options => options.KeepAlivePingDelay = TimeSpan.Zero, "KeepAlivePingDelay is 00:00:00: must be 00:00:01 to 01:00:00." },
        { options => options.KeepAlivePingTimeout = TimeSpan.Zero, "KeepAlivePingTimeout is 00:00:00: must be 00:00:01 to 01:00:00." },
        { options => options.SilenceTimeout = TimeSpan.FromSeconds(30), "SilenceTimeout is 00:00:30: must be 00:00:31 to 01:00:00." },
        { options => options.MaxReconnectDelay = TimeSpan.FromDays(1), "MaxReconnectDelay is 1.00:00:00: must be 00:00:01 to 00:10:00." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AddAuditClient_WrongOption_FailsAtStart(Action<AuditClientOptions> configure, string fault)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddAuditClient(configure);
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task AddAuditClient_NoAddress_FailsAtStart() =>
        AddAuditClient_WrongOption_FailsAtStart(_ => { }, "AuditClientOptions.Address is missing");

    [Fact]
    public void New_WrongOption_Throws()
    {
        using var channel = GrpcChannel.ForAddress(Nowhere);

        var exception = Assert.Throws<ArgumentException>(() => new AuditClient(channel, new() { SilenceTimeout = TimeSpan.Zero }));

        Assert.Contains("SilenceTimeout", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AuditChannel.Create(new()));
    }

    [Fact]
    public async Task AddAuditClient_Registered_CallsWithItsTime()
    {
        await using var server = await ScriptedServer.StartAsync(State("a").Then(End), Completed("b", 1));
        server.Service.Answers.Enqueue(Error(Grpc.Core.StatusCode.Unavailable));
        server.Service.Answers.Enqueue(new DescribeAuditTaskResponse { AuditTask = new AuditTask { TaskId = "a1" } });
        var services = new ServiceCollection().AddSingleton<TimeProvider>(server.Time);
        services.AddAuditClient(options => options.Address = server.Address);
        await using var provider = services.BuildServiceProvider(validateScopes: true);

        var client = provider.GetRequiredService<AuditClient>();

        Assert.Equal("b", (await client.WaitForCompletionAsync("a1")).Etag);
        Assert.Single(server.Time.Delays);
        Assert.Equal("a1", (await client.DescribeAsync("a1")).TaskId);
        Assert.NotNull(provider.GetRequiredService<AuditService.AuditServiceClient>());
        server.Service.Answers.Enqueue(new ListSourcesResponse());
        Assert.Empty(await client.ListSourcesAsync());
        Assert.NotNull(provider.GetRequiredService<AuditFindingService.AuditFindingServiceClient>());
        Assert.NotNull(provider.GetRequiredService<AuditCheckService.AuditCheckServiceClient>());
        Assert.NotNull(provider.GetRequiredService<SourceService.SourceServiceClient>());
    }

    [Fact]
    public async Task AddAuditClient_ByName_ServersAreToldApart()
    {
        await using var one = await ScriptedServer.StartAsync(Completed("one"));
        await using var other = await ScriptedServer.StartAsync(Completed("other"), Completed("other"));
        var services = new ServiceCollection();
        services.AddAuditClient(options => options.Address = one.Address);
        services.AddAuditClient("other", options =>
        {
            options.Address = other.Address;
            options.Source = "eu";
        });
        await using var provider = services.BuildServiceProvider();

        Assert.Equal("one", (await provider.GetRequiredService<AuditClient>().WaitForCompletionAsync("a1")).Etag);
        Assert.Equal("other", (await provider.GetRequiredKeyedService<AuditClient>("other").WaitForCompletionAsync("a1")).Etag);
        Assert.Equal("eu", Assert.IsType<WatchAuditTaskRequest>(Assert.Single(other.Service.Requests)).Source);
    }

    [Fact]
    public async Task AddAuditClient_Builder_TakesCredentialsAndHandlers()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Service.Answers.Enqueue(new CancelAuditTaskResponse());
        var handler = new CountingHandler();
        var services = new ServiceCollection();
        services.AddAuditClient((_, options) => options.Address = server.Address).AddHttpMessageHandler(() => handler);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<AuditClient>().CancelAsync("a1");

        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public void Retries_ByDefault_AreOfEveryMethodButTheWatch()
    {
        var configs = AuditChannel.RetryUnaryCalls().MethodConfigs;
        var methods = typeof(AuditService).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<Google.Protobuf.Reflection.ServiceDescriptor>()
            .SelectMany(service => service.Methods).ToList();

        Assert.Contains(methods, method => method.Name == nameof(SourceService.SourceServiceClient.ListSources));
        // The most particular name counts: a method's, then its service's.
        foreach (var method in methods)
        {
            var config = ConfigOf(method.Name) ?? ConfigOf("");
            Assert.Equal((method.Name, !method.IsServerStreaming), (method.Name, config?.RetryPolicy is not null));

            MethodConfig? ConfigOf(string name) => configs.SingleOrDefault(
                config => config.Names.Any(known => known.Service == method.Service.FullName && (known.Method ?? "") == name));
        }
    }

    [Fact]
    public void Handler_ByDefault_PingsAndOpensMoreConnections()
    {
        using var handler = AuditChannel.CreateHandler(new());

        Assert.True(handler.EnableMultipleHttp2Connections);
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15)), (handler.KeepAlivePingDelay, handler.KeepAlivePingTimeout));
    }

    private sealed class CountingHandler : DelegatingHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
