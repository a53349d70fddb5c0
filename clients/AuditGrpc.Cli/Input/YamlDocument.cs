using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AuditGrpc.Cli.Input;

/// <summary>YAML as plain values, like <see cref="InputDocument"/>'s. A text in quotes is a text; one without may be a number or a truth.</summary>
internal static class YamlDocument
{
    /// <exception cref="FormatException">It is not YAML; the message says where.</exception>
    public static object? Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? null : ValueOf(stream.Documents[0].RootNode);
        }
        catch (YamlException exception)
        {
            throw new FormatException($"line {exception.Start.Line}: {exception.InnerException?.Message ?? exception.Message}");
        }
    }

    private static object? ValueOf(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.ToDictionary(pair => pair.Key.ToString(), pair => ValueOf(pair.Value)),
        YamlSequenceNode list => list.Children.Select(ValueOf).ToList(),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => ValueOf(scalar.Value ?? ""),
        _ => ((YamlScalarNode)node).Value,
    };

    private static object? ValueOf(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ when long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ when char.IsAsciiDigit(plain[^1])
            && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
        _ => plain,
    };
}
