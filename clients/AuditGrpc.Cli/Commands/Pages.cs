using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AuditGrpc.Cli.Failures;

namespace AuditGrpc.Cli.Commands;

/// <summary>What was read of a list, and where to go on if that is not all.</summary>
internal sealed record Pages<TItem>(List<TItem> Items, string? Next)
{
    /// <param name="readPage">Reads the page that a token stands for.</param>
    /// <param name="startingToken">Where to begin; null for the beginning.</param>
    /// <param name="maxItems">How many to read at most.</param>
    public static async Task<Pages<TItem>> ReadAsync(Func<string, Task<Pages<TItem>>> readPage, string? startingToken, int maxItems)
    {
        var (pageToken, skip) = startingToken is null ? ("", 0) : Decode(startingToken);
        var items = new List<TItem>();
        while (true)
        {
            var page = await readPage(pageToken);
            var room = maxItems - items.Count;
            var rest = page.Items[Math.Min(skip, page.Items.Count)..];
            items.AddRange(rest.Take(room));
            if (rest.Count > room)
            {
                return new(items, Encode(pageToken, skip + room));
            }

            if (page.Next is null)
            {
                return new(items, null);
            }

            if (rest.Count == room)
            {
                return new(items, Encode(page.Next, 0));
            }

            skip = 0;
            pageToken = page.Next;
        }
    }

    /// <summary>A page of the server's, and how many of its items have been printed.</summary>
    private static string Encode(string pageToken, int skip) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{skip} {pageToken}")));

    private static (string PageToken, int Skip) Decode(string token)
    {
        var parts = Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(' ', 2) : [];
        return parts is [var skip, var pageToken] && int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (pageToken, count)
            : throw CommandException.Usage("--starting-token must be a NextToken that a list printed");
    }
}
