using Amazon.IoT;
using Amazon.Runtime;
using AuditGrpc.Benchmarks.Measuring;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Net.Client;
using Aws = Amazon.IoT.Model;

namespace AuditGrpc.Benchmarks.Describing;

/// <summary>What many callers at once cost AWS, who all ask for one running audit.</summary>
internal static class RunningAudit
{
    private const int Callers = 64;
    private const int Rounds = 7;

    public static async Task<Comparison> CompareAsync(ServerProcess server, SimulatedAws aws)
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new AuditService.AuditServiceClient(channel);
        using var naive = new AmazonIoTClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonIoTConfig { ServiceURL = aws.ServiceUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });

        var calls = new Comparison($"calls to AWS, {Callers} callers at once on a running audit", "naive", "1 call", "0");
        for (var round = 0; round < Rounds; round++)
        {
            // An audit of its own for each round: what was read in one is still fresh in the next.
            var taskId = $"feed{round}";
            aws.Audits.Put(taskId, SampleAudit.Running);
            var ofNaive = await CallsOfAsync(aws, () => naive.DescribeAuditTaskAsync(new Aws.DescribeAuditTaskRequest { TaskId = taskId }));
            var ofOurs = await CallsOfAsync(
                aws, () => client.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = taskId }).ResponseAsync);
            calls.Add(ofNaive, ofOurs);
        }

        return calls;
    }

    private static async Task<long> CallsOfAsync(SimulatedAws aws, Func<Task> describe)
    {
        var before = aws.Calls.Total;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => describe()));
        return aws.Calls.Total - before;
    }
}
