using System.Text.Json;
using AuditGrpc.Cli.Failures;

namespace AuditGrpc.Cli.Input;

/// <summary>
/// A JSON or YAML document as plain values: string, long, double, bool, null, lists and dictionaries of those.
/// </summary>
internal static class InputDocument
{
    private const string FilePrefix = "file://";

    /// <summary>What an option was given: the contents of the file that a <c>file://</c> names, or the value itself.</summary>
    public static string Load(string option, string value)
    {
        if (!value.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            return value;
        }

        var path = value[FilePrefix.Length..];
        path = path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
            : path;
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Usage($"{option}: cannot read {path}: {exception.Message}");
        }
    }

    public static object? ParseJson(string option, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return ValueOf(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw CommandException.Usage($"{option}: not JSON: {exception.Message}");
        }
    }

    private static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .GroupBy(member => member.Name)
            .ToDictionary(member => member.Key, member => ValueOf(member.Last().Value)),
        JsonValueKind.Array => element.EnumerateArray().Select(ValueOf).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var number) ? number : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
