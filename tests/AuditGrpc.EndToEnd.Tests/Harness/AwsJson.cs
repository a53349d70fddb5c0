using System.Text.Json.Nodes;
using AuditGrpc.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>One spelling for an audit or a finding as we report it and as AWS's clients print it, so that the two can be compared.</summary>
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

    /// <summary>Our finding in AWS's words.</summary>
    public static string Of(AuditFinding finding) => OfFound(finding);

    /// <summary>Our related resource in AWS's words.</summary>
    public static string Of(RelatedResource resource) => OfFound(resource);

    /// <summary>What a client of AWS's printed: the same members in a fixed order, times as seconds.</summary>
    public static string Of(string printed)
    {
        var json = JsonNode.Parse(printed)!.AsObject();
        json.Remove("ResponseMetadata");
        return Normal(json);
    }

    private static string OfFound(IMessage found)
    {
        var json = JsonNode.Parse(JsonFormatter.Default.Format(found))!.AsObject();
        foreach (var resource in (json["relatedResources"]?.AsArray() ?? []).Append(json["nonCompliantResource"]).Append(json))
        {
            Reword(resource, "resourceType", nameof(ResourceType));
        }

        Reword(json, "severity", nameof(AuditFindingSeverity));
        return Normal(json);
    }

    private static void Reword(JsonNode? node, string member, string type)
    {
        if (node?[member] is { } value)
        {
            node[member] = WordOf(value, type);
        }
    }

    private static string Normal(JsonObject json)
    {
        foreach (var time in new[] { "taskStartTime", "findingTime" }.Where(json.ContainsKey))
        {
            json[time] = DateTimeOffset.Parse(json[time]!.GetValue<string>()).ToUnixTimeMilliseconds();
        }

        return Sorted(json)!.ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static string WordOf(JsonNode? value, string type)
    {
        var name = value!.GetValue<string>();
        var zero = new[] { AuditReflection.Descriptor, AuditFindingReflection.Descriptor }
            .Select(file => file.FindTypeByName<EnumDescriptor>(type)).Single(found => found is not null).Values[0].Name;
        return name[(zero.LastIndexOf('_') + 1)..];
    }
}
