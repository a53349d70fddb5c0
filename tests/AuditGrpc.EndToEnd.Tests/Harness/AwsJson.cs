using System.Text.Json.Nodes;
using AuditGrpc.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>One spelling for an audit as we report it and as AWS's clients print it, so that the two can be compared.</summary>
internal static class AwsJson
{
    /// <summary>Our message in AWS's words: enum values without their prefix, counts as numbers, no member of our own.</summary>
    public static string Of(AuditTask audit)
    {
        var json = JsonNode.Parse(JsonFormatter.Default.Format(audit))!.AsObject();
        json.Remove("taskId");
        json.Remove("etag");
        foreach (var check in json["auditDetails"]?.AsObject().Select(entry => entry.Value!.AsObject()) ?? [])
        {
            check["checkRunStatus"] = WordOf(check["checkRunStatus"], nameof(AuditCheckRunStatus));
            foreach (var count in check.Where(member => member.Key.EndsWith("Count", StringComparison.Ordinal)).ToList())
            {
                check[count.Key] = long.Parse(count.Value!.GetValue<string>());
            }
        }

        json["taskStatus"] = WordOf(json["taskStatus"], nameof(AuditTaskStatus));
        json["taskType"] = WordOf(json["taskType"], nameof(AuditTaskType));
        return Normal(json);
    }

    /// <summary>Our message in a list, in AWS's words: it has no member but those that AWS lists.</summary>
    public static string OfListed(AuditTask audit)
    {
        var json = JsonNode.Parse(JsonFormatter.Default.Format(audit))!.AsObject();
        json["taskStatus"] = WordOf(json["taskStatus"], nameof(AuditTaskStatus));
        json["taskType"] = WordOf(json["taskType"], nameof(AuditTaskType));
        return Normal(json);
    }

    /// <summary>What a client of AWS's printed: the same members in a fixed order, times as seconds.</summary>
    public static string Of(string printed)
    {
        var json = JsonNode.Parse(printed)!.AsObject();
        json.Remove("ResponseMetadata");
        return Normal(json);
    }

    private static string Normal(JsonObject json)
    {
        if (json["taskStartTime"] is { } time)
        {
            json["taskStartTime"] = DateTimeOffset.Parse(time.GetValue<string>()).ToUnixTimeMilliseconds();
        }

        return Sorted(json)!.ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? node) => node is JsonObject members
        ? new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value))))
        : node?.DeepClone();

    private static string WordOf(JsonNode? value, string type)
    {
        var name = value!.GetValue<string>();
        var zero = AuditReflection.Descriptor.FindTypeByName<EnumDescriptor>(type).Values[0].Name;
        return name[(zero.LastIndexOf('_') + 1)..];
    }
}
