using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>A key in lower case with a value: ASCII text, or bytes if the key ends with "-bin".</summary>
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

        private readonly string? _value;
        private readonly byte[]? _valueBytes;

        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalize(key);
            if (!IsBinary)
            {
                throw new ArgumentException($"The metadata key '{Key}' has bytes for a value: it must end with '-bin'.", nameof(key));
            }

            ArgumentNullException.ThrowIfNull(valueBytes);
            _valueBytes = [.. valueBytes];
        }

        public Entry(string key, string value)
        {
            Key = Normalize(key);
            if (IsBinary)
            {
                throw new ArgumentException($"The metadata key '{Key}' has text for a value: it must not end with '-bin'.", nameof(key));
            }

            ArgumentNullException.ThrowIfNull(value);
            _value = value;
        }

        public string Key { get; }

        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        public string Value =>
            _value ?? throw new InvalidOperationException($"The metadata entry '{Key}' has bytes for a value: read ValueBytes.");

        /// <summary>A copy of the bytes; of text, its ASCII encoding.</summary>
        public byte[] ValueBytes => _valueBytes is null ? Encoding.ASCII.GetBytes(Value) : [.. _valueBytes];

        public override string ToString() =>
            IsBinary ? $"[Entry: key={Key}, valueBytes={Convert.ToHexString(_valueBytes!)}]" : $"[Entry: key={Key}, value={_value}]";

        private static string Normalize(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            var normalized = key.ToLowerInvariant();
            return normalized.Length > 0 && !normalized.AsSpan().ContainsAnyExcept(KeyCharacters)
                ? normalized
                : throw new ArgumentException(
                    $"'{key}' is not a metadata key: it may contain only letters, digits, '_', '-' and '.'.", nameof(key));
        }
    }
}
