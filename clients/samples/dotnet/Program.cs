// Describes an audit, then follows another to its end:
//
//     dotnet run -- http://localhost:5080 a3aea009955e501a31b764abe1bebd3d LOGGING_DISABLED_CHECK
//
// The audit that is followed is one with the given checks, which it starts.
using AuditGrpc.Client;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

if (args is not [var address, var taskId, .. var checks])
{
    Console.Error.WriteLine("usage: dotnet run -- ADDRESS TASK_ID [CHECK...]");
    return 2;
}

var services = new ServiceCollection();
services.AddAuditClient(options => options.Address = new Uri(address));
await using var provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<AuditClient>();

try
{
    var audit = await client.DescribeAsync(taskId);
    Console.WriteLine($"{audit.TaskId}: {audit.TaskStatus}, {audit.AuditDetails.Count} checks");

    var states = checks.Length > 0 ? client.StartAndWatchAsync(checks) : client.WatchAsync(taskId);
    await foreach (var state in states)
    {
        Console.WriteLine($"{state.TaskId}: {state.TaskStatus}, {state.TaskStatistics?.InProgressChecks} checks in progress");
    }

    return 0;
}
catch (RpcException exception)
{
    Console.Error.WriteLine($"{exception.StatusCode}, {exception.AuditErrorReason()}: {exception.Status.Detail}");
    foreach (var violation in exception.FieldViolations())
    {
        Console.Error.WriteLine($"  {violation.Field} {violation.Description}");
    }

    return 1;
}
