using System.Text;
using System.Text.Json;

namespace AuditGrpc.EndToEnd.Tests.Secrets;

/// <summary>Secrets by the place they were put in, and the search for them, as they are and as they are commonly written.</summary>
internal sealed class Canaries
{
    // Shorter ones stand in other texts by chance.
    private const int Shortest = 8;

    private readonly Dictionary<string, string> _places = [];

    public int Count => _places.Count;

    /// <summary>Adds a secret.</summary>
    public string Add(string place, string secret)
    {
        if (secret.Length >= Shortest)
        {
            _places.TryAdd(secret, place);
        }

        return secret;
    }

    /// <summary>Adds the parts of a token, each of which is found alone too.</summary>
    public string AddToken(string place, string token)
    {
        foreach (var part in token.Split('.').Skip(1))
        {
            Add(place, part);
        }

        return Add(place, token);
    }

    /// <summary>Adds a key, line by line, as it stands in its file.</summary>
    public string AddKey(string place, string pem)
    {
        foreach (var line in pem.Split('\n').Where(line => !line.StartsWith('-')))
        {
            Add(place, line.Trim());
        }

        return pem;
    }

    /// <summary>The places whose secrets a text holds.</summary>
    public IReadOnlyList<string> FindIn(string text) =>
        [.. _places.Where(secret => Spellings(secret.Key).Any(spelling => text.Contains(spelling, StringComparison.OrdinalIgnoreCase)))
            .Select(secret => secret.Value).Distinct().Order()];

    /// <summary>How a text may be written: as it is, in an address, in JSON, in hexadecimals, in Base64 wherever it begins.</summary>
    private static IEnumerable<string> Spellings(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var base64 = Enumerable.Range(0, 3).Select(before => Base64(bytes, before)).ToList();
        return new[] { text, Uri.EscapeDataString(text), JsonSerializer.Serialize(text).Trim('"'), Convert.ToHexString(bytes) }
            .Concat(base64).Concat(base64.Select(spelling => spelling.Replace('+', '-').Replace('/', '_'))).Distinct();
    }

    /// <summary>The letters that are the same whatever stands before and behind.</summary>
    private static string Base64(byte[] bytes, int before)
    {
        var whole = Convert.ToBase64String([.. new byte[before], .. bytes, .. new byte[3]]);
        return whole[(((before * 8) + 5) / 6)..((before + bytes.Length) * 8 / 6)];
    }
}
