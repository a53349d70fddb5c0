using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Security;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace AuditGrpc.EndToEnd.Tests.Security;

/// <summary>Every RPC that the server has, called by every kind of caller.</summary>
public sealed class AccessTests(AccessTests.Fixture fixture) : IClassFixture<AccessTests.Fixture>
{
    private const string LetIn = "let in";
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    public static TheoryData<string> Names => [.. Callers.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryRpc_CalledBy_IsAnsweredAsDeclared(string name)
    {
        var caller = Callers.All[name](fixture.Scene, fixture.Time.GetUtcNow());
        using var channel = fixture.Scene.Connect(caller.Shown, caller.Authorization);
        var differences = new List<string>();
        foreach (var method in fixture.Methods())
        {
            var input = InputOf(method);
            var isAboutASource = input?.FindFieldByName("source") is not null;
            var expected = caller.RefusalOf(AccessTable.Permissions[method], isAboutASource)?.ToString() ?? LetIn;
            var seen = await CallAsync(channel.CreateCallInvoker(), method, RequestOf(input, caller.Source));
            if (seen != expected)
            {
                differences.Add($"{method}: {seen}, not {expected}");
            }
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Fact]
    public void Table_OfPermissions_HasTheRpcsOfTheServerAndTheContractAndNoOther() => Assert.Equal(
        fixture.Methods().Union(Contract().SelectMany(service => service.Methods).Select(PathOf)).Order(), AccessTable.Permissions.Keys.Order());

    [Fact]
    public void Contract_EveryRpc_NamesItsSource()
    {
        var methods = Contract().SelectMany(service => service.Methods).ToList();

        // It is about all sources, and answers with those that the caller may use.
        Assert.Equal(
            ["ListSources"], methods.Where(method => method.InputType.FindFieldByName("source") is null).Select(method => method.Name));
    }

    [Fact]
    public async Task ListSources_OfACallerWithOne_ShowsThatOneOnly()
    {
        var caller = Callers.All["certificate: other source"](fixture.Scene, fixture.Time.GetUtcNow());
        using var channel = fixture.Scene.Connect(caller.Shown, caller.Authorization);

        var listed = await new SourceService.SourceServiceClient(channel).ListSourcesAsync(new ListSourcesRequest());

        Assert.Equal(["other"], listed.Sources.Select(source => source.Name));
    }

    [Fact]
    public async Task Reflection_InProduction_IsNotThere()
    {
        await using var scene = await SecureScene.StartAsync(fixture.Time, "Security:Reflection=false");
        var caller = Callers.All["certificate: right"](scene, fixture.Time.GetUtcNow());

        var answer = await CallAsync(
            scene.Connect(caller.Shown, caller.Authorization).CreateCallInvoker(), "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", []);

        Assert.Contains("Unimplemented", answer, StringComparison.Ordinal);
    }

    /// <summary>Calls any RPC, streaming or not: on the wire they are all alike.</summary>
    private static async Task<string> CallAsync(CallInvoker invoker, string path, byte[] request)
    {
        var names = path.Split('/');
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, names[1], names[2], Bytes, Bytes);
        using var call = invoker.AsyncDuplexStreamingCall(method, null, new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1)));
        try
        {
            await WriteAsync(call.RequestStream, request);
            await call.ResponseStream.MoveNext(CancellationToken.None);
            return LetIn;
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied)
        {
            var details = new ErrorDetails(refusal);
            Assert.Equal(
                details.Reason == ErrorReason.PermissionDenied ? AccessTable.Permissions[path] : null,
                details.Info.Metadata.GetValueOrDefault("permission"));
            return details.Reason.ToString();
        }
        // What the handler says of an empty request, or of a source that has no AWS.
        catch (RpcException exception) when (exception.StatusCode is StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.Unavailable
            && new ErrorDetails(exception).Info.Domain == ErrorStatus.Domain)
        {
            return LetIn;
        }
        catch (RpcException exception)
        {
            return exception.Status.ToString();
        }
    }

    private static async Task WriteAsync(IClientStreamWriter<byte[]> stream, byte[] request)
    {
        try
        {
            await stream.WriteAsync(request);
            await stream.CompleteAsync();
        }
        catch (RpcException)
        {
            // The server has not waited for the request to refuse it: the status is read next.
        }
    }

    private static byte[] RequestOf(MessageDescriptor? input, string source)
    {
        if (input is null)
        {
            return [];
        }

        var request = (IMessage)Activator.CreateInstance(input.ClrType)!;
        input.FindFieldByName("source")?.Accessor.SetValue(request, source);
        return request.ToByteArray();
    }

    private static MessageDescriptor? InputOf(string path) =>
        Contract().SelectMany(service => service.Methods).FirstOrDefault(method => PathOf(method) == path)?.InputType;

    private static string PathOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

    private static IEnumerable<ServiceDescriptor> Contract() => typeof(AuditService).Assembly.GetTypes()
        .Select(type => type.GetProperty("Descriptor")?.PropertyType == typeof(FileDescriptor) ? type.GetProperty("Descriptor")!.GetValue(null) : null)
        .OfType<FileDescriptor>()
        .SelectMany(file => file.Services);

    public sealed class Fixture : IAsyncLifetime
    {
        internal ManualTime Time { get; } = new();

        internal SecureScene Scene { get; private set; } = null!;

        public async Task InitializeAsync() => Scene = await SecureScene.StartAsync(Time);

        public async Task DisposeAsync() => await Scene.DisposeAsync();

        /// <summary>The RPCs that the server has, as it routes them.</summary>
        internal IReadOnlyList<string> Methods() =>
            [.. Scene.Server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
                .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName).OfType<string>().Distinct()];
    }
}
