using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AuditGrpc.Simulator;

/// <summary>
/// The page that a list operation is asked for. A token says where the page before ended, and belongs to one query: another
/// query's is refused.
/// </summary>
internal sealed class Paging
{
    private const int DefaultMaxResults = 25;
    private const int MaxMaxResults = 250;

    private readonly int _maxResults;
    private readonly string _fingerprint;

    /// <param name="query">What is asked for but the page, in any form that tells two queries apart.</param>
    /// <param name="token">The token of the page before; null for the first page.</param>
    /// <param name="maxResults">1 to 250. Null takes 25.</param>
    public Paging(string query, string? token, int? maxResults)
    {
        _maxResults = maxResults is null or (>= 1 and <= MaxMaxResults) ? maxResults ?? DefaultMaxResults : throw ImpossibleMaxResults();
        _fingerprint = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(query)).AsSpan(..8));
        After = Read(token);
    }

    /// <summary>Where the page before ended; empty for the first page.</summary>
    public string After { get; }

    /// <summary>The page, and the token of the next one, if there is more.</summary>
    /// <param name="rest">What is left after <see cref="After"/>.</param>
    /// <param name="place">What is to be <see cref="After"/> on a page that follows this item.</param>
    public (IReadOnlyList<T> Page, string? NextToken) Of<T>(IEnumerable<T> rest, Func<T, string> place)
    {
        var page = rest.Take(_maxResults + 1).ToList();
        return page.Count <= _maxResults
            ? (page, null)
            : (page[.._maxResults], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(_fingerprint + place(page[_maxResults - 1]))));
    }

    /// <summary>The number in a query string; null if there is none.</summary>
    public static int? MaxResults(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw ImpossibleMaxResults();
    }

    public static AwsErrorException ForeignToken() => AwsErrorException.InvalidRequest("'nextToken' does not belong to this query.");

    private string Read(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return "";
        }

        var text = Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : "";
        return text.StartsWith(_fingerprint, StringComparison.Ordinal)
            ? text[_fingerprint.Length..]
            : throw ForeignToken();
    }

    private static AwsErrorException ImpossibleMaxResults() =>
        AwsErrorException.InvalidRequest($"'maxResults' must be 1 to {MaxMaxResults}.");
}
