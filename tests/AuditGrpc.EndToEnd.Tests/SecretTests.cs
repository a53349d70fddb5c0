using System.Text;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AuditGrpc.EndToEnd.Tests;

/// <summary>Secrets are put wherever one can be, everything is made to go wrong, and all that the server says is searched for them.</summary>
public sealed class SecretTests
{
    // One word in all of them, which stands nowhere else.
    private const string Canary = "kanarienvogel";
    private const string Check = "LOGGING_DISABLED_CHECK";

    private readonly StringBuilder _said = new();

    [Fact]
    public async Task Everything_SaidWhileEverythingGoesWrong_HoldsNoSecret()
    {
        await using var aws = await SimulatedAws.StartAsync(new SimulatorOptions { RateLimits = false });
        var credentials = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = $"AKIA{Canary}",
            ["AWS_SECRET_ACCESS_KEY"] = $"secret-{Canary}",
            ["AWS_SESSION_TOKEN"] = $"session-{Canary}",
        };
        await using var server = ServerProcess.Start(
            "Production",
            credentials,
            "Urls=http://127.0.0.1:0",
            "Logging:LogLevel:Default=Trace",
            "Logging:LogLevel:Microsoft.AspNetCore=Trace",
            "Upstream:AttemptTimeout=00:00:00.5",
            "Upstream:RetryDelay=00:00:00.001",
            "Sources:default:DescribePerSecond=1000",
            $"Sources:default:ServiceUrl={aws.ServiceUrl}");
        using var channel = GrpcChannel.ForAddress(await server.AddressAsync());
        var client = new AuditService.AuditServiceClient(channel);

        await CallEverythingAsync(client);
        foreach (var fault in Faults())
        {
            aws.Faults.Inject(fault);
            await CallEverythingAsync(client);
            aws.Faults.Clear();
            Assert.False(server.HasExited, $"The server has died of {fault}");
        }

        using var http = new HttpClient();
        _said.Append(await http.GetStringAsync(new Uri(await server.MonitoringAddressAsync(), "/metrics")));
        server.Signal("TERM");
        Assert.Equal(0, await server.ExitCodeAsync());
        _said.Append(server.Output);
        var said = _said.ToString();
        // The search would find nothing in nothing.
        Assert.Contains("AWS code AccessDeniedException", said, StringComparison.Ordinal);
        Assert.Contains("dbug: Microsoft.AspNetCore", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Start_WithAPasswordInAnAddress_DoesNotRepeatIt()
    {
        await using var server = ServerProcess.Start("Production", $"Sources:default:ServiceUrl=http://user:{Canary}@127.0.0.1/");

        Assert.Equal(1, await server.ExitCodeAsync());
        await server.LineWithAsync("Sources:default:ServiceUrl is '***': must be an absolute http or https address");
        Assert.DoesNotContain(Canary, server.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<Fault> Faults()
    {
        var text = $"User: arn:aws:iam::123456789012:user/{Canary} is not allowed";
        foreach (var (status, code) in new[]
        {
            (400, "InvalidRequestException"), (404, "ResourceNotFoundException"), (429, "ThrottlingException"), (403, "AccessDeniedException"),
            (403, "ExpiredTokenException"), (410, "LimitExceededException"), (500, "InternalFailureException"), (418, $"{Canary} {text}"),
        })
        {
            yield return new Fault { Kind = FaultKind.Error, Status = status, Code = code, Message = text };
        }

        yield return new Fault { Kind = FaultKind.Body, Body = $"<html>{text}</html>" };
        yield return new Fault { Kind = FaultKind.Body, Body = $$"""{"taskStatus":{"{{Canary}}":1},"tasks":"{{Canary}}","taskId":["{{Canary}}"]}""" };
        yield return new Fault { Kind = FaultKind.Body, Body = $$"""{"taskStatus":"COMPLETED","taskStartTime":"{{Canary}}"}""" };
        yield return new Fault { Kind = FaultKind.Drop };
        yield return new Fault { Kind = FaultKind.Hang };
    }

    private async Task CallEverythingAsync(AuditService.AuditServiceClient client)
    {
        var metadata = new Metadata { { "authorization", $"Bearer {Canary}" }, { "x-api-key", Canary }, { "cookie", $"session={Canary}" } };
        // Nothing here waits for long: what does is not what this looks for.
        var options = new CallOptions(metadata, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5));
        await TryAsync(client.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = $"{Guid.NewGuid()}" }, options).ResponseAsync);
        await TryAsync(client.ListAuditTasksAsync(new ListAuditTasksRequest(), options).ResponseAsync);
        await TryAsync(client.CancelAuditTaskAsync(new CancelAuditTaskRequest { TaskId = $"{Guid.NewGuid()}" }, options).ResponseAsync);
        await TryAsync(client.StartOnDemandAuditTaskAsync(new StartOnDemandAuditTaskRequest { TargetCheckNames = { Check } }, options).ResponseAsync);
        using var watch = client.WatchAuditTask(new WatchAuditTaskRequest { TaskId = SimulatedAudits.Running }, options);
        await TryAsync(watch.ResponseStream.MoveNext(CancellationToken.None));
    }

    private async Task TryAsync<T>(Task<T> call)
    {
        try
        {
            _said.Append(await call);
        }
        catch (RpcException failure)
        {
            _said.Append(failure.Status.Detail);
            foreach (var trailer in failure.Trailers)
            {
                _said.Append(trailer.Key).Append(trailer.IsBinary ? Encoding.UTF8.GetString(trailer.ValueBytes) : trailer.Value);
            }
        }
    }
}
