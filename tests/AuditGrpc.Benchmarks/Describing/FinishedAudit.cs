using AuditGrpc.Benchmarks.Bare;
using AuditGrpc.Benchmarks.Measuring;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Net.Client;

namespace AuditGrpc.Benchmarks.Describing;

/// <summary>Describes of one finished audit, against a bare service that returns the very same reply.</summary>
internal static class FinishedAudit
{
    private const int WarmUps = 8;
    private const int Pairs = 41;
    private static readonly DescribeAuditTaskRequest Request = new() { TaskId = "f1715bed" };

    public static async Task<IReadOnlyList<Comparison>> CompareAsync(ServerProcess server, SimulatedAws aws)
    {
        aws.Audits.Put(Request.TaskId, SampleAudit.Finished);
        var reply = await DescribeAsync(server);
        await using var bare = await BareServer.StartAsync(reply);
        using var load = new H2Load(Request, reply);

        var perSecond = new Comparison("describes of a finished audit, requests/s", "bare", "at least 0.90", "0");
        var processorTime = new Comparison("the same: the server's processor time, µs/request", "bare", "", "0.0");
        for (var pair = -WarmUps; pair < Pairs; pair++)
        {
            var ofBare = await MeasureAsync(load, bare);
            var ofOurs = await MeasureAsync(load, server);
            if (pair >= 0)
            {
                Console.WriteLine($"pair {pair + 1} of {Pairs}: {ofBare.PerSecond:0} and {ofOurs.PerSecond:0} requests/s");
                perSecond.Add(ofBare.PerSecond, ofOurs.PerSecond);
                processorTime.Add(ofBare.Microseconds, ofOurs.Microseconds);
            }
        }

        await RequireAsync(bare, reply);
        await RequireAsync(server, reply);
        return aws.Calls.Total == 1
            ? [perSecond, processorTime]
            : throw new InvalidOperationException($"A finished audit was asked of AWS {aws.Calls.Total} times.");
    }

    private static async Task<(double PerSecond, double Microseconds)> MeasureAsync(H2Load load, ServerProcess server)
    {
        var before = server.ProcessorTime;
        var perSecond = await load.RunAsync(server.Address);
        return (perSecond, (server.ProcessorTime - before).TotalMicroseconds / H2Load.Requests);
    }

    private static async Task<DescribeAuditTaskResponse> DescribeAsync(ServerProcess server)
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        return await new AuditService.AuditServiceClient(channel).DescribeAuditTaskAsync(Request);
    }

    private static async Task RequireAsync(ServerProcess server, DescribeAuditTaskResponse reply)
    {
        if (!reply.Equals(await DescribeAsync(server)))
        {
            throw new InvalidOperationException($"{server.Address} does not answer with the reply that was measured.");
        }
    }
}
