using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace AuditGrpc.Server.Upstream;

/// <summary>
/// AWS's words for the values of one of the contract's enums. They are the values' names without their prefix, so a value that is
/// added to the contract is understood at once.
/// </summary>
/// <param name="file">The file of the contract that has the enum.</param>
internal sealed class AwsWords<TEnum>(FileDescriptor file)
    where TEnum : struct, Enum
{
    private const string Zero = "UNSPECIFIED";

    private readonly FrozenDictionary<string, TEnum> _values = Read(file.FindTypeByName<EnumDescriptor>(typeof(TEnum).Name).Values);

    /// <summary>The word's value; for a word without one the zero value, and the word is kept.</summary>
    /// <param name="word">AWS's word; nothing if AWS left it out.</param>
    /// <param name="keep">Keeps a word that has no value.</param>
    public TEnum ValueOf(string? word, Action<string> keep)
    {
        if (word is null)
        {
            return default;
        }

        if (!_values.TryGetValue(word, out var value))
        {
            keep(word);
        }

        return value;
    }

    /// <summary>The value's word; nothing for the zero value.</summary>
    public string? WordOf(TEnum value) => _values.FirstOrDefault(word => EqualityComparer<TEnum>.Default.Equals(word.Value, value)).Key;

    private static FrozenDictionary<string, TEnum> Read(IList<EnumValueDescriptor> values)
    {
        var prefix = values[0].Name[..^Zero.Length];
        return values.Where(value => value.Number != 0)
            .ToFrozenDictionary(value => value.Name[prefix.Length..], value => (TEnum)Enum.ToObject(typeof(TEnum), value.Number));
    }
}
