using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>Calls of every kind to a server whose AWS answers with spoilt replies. A number tells all of a case but the time.</summary>
internal sealed class UpstreamFuzz(ChannelBase channel, MutatingUpstream upstream, SimulatedAws aws)
{
    private static readonly AuditState _audit = new AuditState
    {
        TaskStatus = AuditWords.InProgress,
        TaskType = AuditWords.OnDemand,
        TaskStartTime = TimeProvider.System.GetUtcNow(),
        TaskStatistics = new AuditStatistics { TotalChecks = 2, CompliantChecks = 1, InProgressChecks = 1 },
    }.WithChecks(new Dictionary<string, CheckState>
    {
        ["DEVICE_CERTIFICATE_SHARED_CHECK"] = CheckState.Finished(1_000, 3),
        ["CA_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Unfinished(AuditWords.InProgress),
    });

    private readonly AuditService.AuditServiceClient _audits = new(channel);
    private readonly AuditFindingService.AuditFindingServiceClient _findings = new(channel);
    private readonly AuditCheckService.AuditCheckServiceClient _checks = new(channel);
    private readonly string _findingId = aws.Findings.OfAudit(SimulatedAudits.NonCompliant)[0].FindingId!;
    private readonly SortedDictionary<string, int> _answers = [];

    /// <summary>The settings of a server that is fuzzed.</summary>
    public static string[] Settings { get; } =
    [
        "Watch:MinPollInterval=00:00:00.1", "Watch:MaxPollInterval=00:00:00.1", "Watch:Linger=00:00:00", "Describe:Freshness=00:00:00",
        "Describe:KeptAudits=100", "Upstream:RetryDelay=00:00:00.001",
    ];

    /// <summary>How often each answer came.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <summary>Runs some cases; throws at the first answer that is not in the error table.</summary>
    public async Task RunAsync(int seed, int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            upstream.Case = unchecked((seed * 1_000_003) + number);
            // An audit of its own: one that has finished, by what a spoilt reply says, is not asked for again.
            var taskId = $"fuzz-{number}";
            aws.Audits.Put(taskId, _audit);
            var answer = await AnswerAsync(number, taskId);
            aws.Audits.Remove(taskId);
            _answers[answer] = _answers.GetValueOrDefault(answer) + 1;
        }
    }

    private async Task<string> AnswerAsync(int number, string taskId)
    {
        try
        {
            await CallAsync(number, taskId);
            return "OK";
        }
        catch (RpcException failure)
        {
            return ErrorTable.Check(failure, $"case {number}");
        }
    }

    private async Task CallAsync(int number, string taskId)
    {
        switch (number % 16)
        {
            case 0:
                await _audits.CancelAuditTaskAsync(new CancelAuditTaskRequest { TaskId = taskId });
                break;
            case 1 or 2:
                await _audits.ListAuditTasksAsync(new ListAuditTasksRequest { PageSize = (number % 250) + 1 });
                break;
            case 3:
                var start = new StartOnDemandAuditTaskRequest { TargetCheckNames = { "DEVICE_CERTIFICATE_SHARED_CHECK" } };
                await _audits.StartOnDemandAuditTaskAsync(start);
                break;
            // Fewer, because each takes two polls.
            case 4 when number % 160 == 4:
                using (var watch = _audits.WatchAuditTask(new WatchAuditTaskRequest { TaskId = taskId }))
                {
                    // The first state, and a change of it, or the end.
                    await watch.ResponseStream.MoveNext(CancellationToken.None);
                    await watch.ResponseStream.MoveNext(CancellationToken.None);
                }

                break;
            case 5 or 6:
                await _findings.ListAuditFindingsAsync(new ListAuditFindingsRequest { TaskId = SimulatedAudits.NonCompliant, PageSize = 5 });
                break;
            case 7 or 8:
                await _findings.DescribeAuditFindingAsync(new DescribeAuditFindingRequest { FindingId = _findingId });
                break;
            case 9 or 10:
                var related = new ListRelatedResourcesForAuditFindingRequest { FindingId = _findingId };
                await _findings.ListRelatedResourcesForAuditFindingAsync(related);
                break;
            case 11:
                await _checks.ListAuditChecksAsync(new ListAuditChecksRequest());
                break;
            default:
                await _audits.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = taskId });
                break;
        }
    }
}
