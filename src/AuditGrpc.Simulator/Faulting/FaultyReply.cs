using System.Text.Json.Nodes;

namespace AuditGrpc.Simulator;

/// <summary>What a fault makes of a reply.</summary>
internal static class FaultyReply
{
    private static readonly string[] _wordMembers = ["taskStatus", "taskType", "checkRunStatus", "severity", "resourceType"];

    /// <summary>The reply; null if the connection is to be dropped.</summary>
    public static async Task<Reply?> OfAsync(
        Fault fault,
        Operation operation,
        Func<Task<Reply>> answer,
        string requestId,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, time, cancellationToken);
        }

        switch (fault.Kind)
        {
            case FaultKind.Throttle:
                return Reply.Error(operation, 400, "ThrottlingException", fault.Message ?? "Rate exceeded", requestId);
            case FaultKind.Error:
                return Reply.Error(
                    operation, fault.Status, fault.Code, fault.Message ?? "The simulator was told to fail.", requestId);
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
                return null;
            case FaultKind.Drop:
                return null;
            case FaultKind.DropAfterActing:
                await answer();
                return null;
            case FaultKind.Html:
                return new(200, "<!DOCTYPE html><html><body><h1>Please log in</h1></body></html>"u8.ToArray(), "text/html");
            case FaultKind.Empty:
                return new(200, []);
            case FaultKind.Body:
                return new(200, System.Text.Encoding.UTF8.GetBytes(fault.Body!));
            default:
                var reply = await answer();
                return reply.Status == 200 ? Spoil(reply, fault, operation) : reply;
        }
    }

    private static Reply Spoil(Reply reply, Fault fault, Operation operation)
    {
        if (fault.Kind is FaultKind.Truncated)
        {
            return reply with { Body = reply.Body[..(reply.Body.Length / 2)] };
        }

        // STS's replies have no members to spoil: they are XML.
        if (fault.Kind is FaultKind.Delay || operation.IsSts)
        {
            return reply;
        }

        var body = JsonNode.Parse(reply.Body)!;
        Spoil(body, fault);
        // Not Reply.Ok: an explicit null has to stay.
        return reply with { Body = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()) };
    }

    private static void Spoil(JsonNode node, Fault fault)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array.OfType<JsonNode>())
            {
                Spoil(item, fault);
            }
        }
        else if (node is JsonObject @object)
        {
            foreach (var (name, value) in @object.ToList())
            {
                if (!(fault.Members ?? _wordMembers).Contains(name))
                {
                    Spoil(value!, fault);
                }
                else if (fault.Kind == FaultKind.MissingMembers)
                {
                    @object.Remove(name);
                }
                else
                {
                    @object[name] = fault.Kind == FaultKind.UnknownWords ? fault.Word : null;
                }
            }
        }
    }
}
