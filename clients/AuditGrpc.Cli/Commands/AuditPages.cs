using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AuditGrpc.Cli.Connecting;
using AuditGrpc.Cli.Failures;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Commands;

/// <summary>What was read of a list, and where to go on if that is not all.</summary>
internal sealed record AuditPages(List<AuditTask> Audits, string? Next)
{
    public static async Task<AuditPages> ReadOneAsync(Connection connection, ListAuditTasksRequest request, CancellationToken cancellationToken)
    {
        var page = await connection.Client.Rpc.ListAuditTasksAsync(request, deadline: connection.Deadline(), cancellationToken: cancellationToken);
        return new([.. page.AuditTasks], page.NextPageToken.Length > 0 ? page.NextPageToken : null);
    }

    public static async Task<AuditPages> ReadAsync(
        Connection connection,
        ListAuditTasksRequest request,
        (string? StartingToken, int PageSize, int MaxItems) limits,
        CancellationToken cancellationToken)
    {
        request.PageSize = limits.PageSize;
        (request.PageToken, var skip) = limits.StartingToken is { } token ? Decode(token) : ("", 0);
        var audits = new List<AuditTask>();
        while (true)
        {
            var page = await ReadOneAsync(connection, request, cancellationToken);
            var room = limits.MaxItems - audits.Count;
            var rest = page.Audits[Math.Min(skip, page.Audits.Count)..];
            audits.AddRange(rest.Take(room));
            if (rest.Count > room)
            {
                return new(audits, Encode(request.PageToken, skip + room));
            }

            if (page.Next is null)
            {
                return new(audits, null);
            }

            if (rest.Count == room)
            {
                return new(audits, Encode(page.Next, 0));
            }

            skip = 0;
            request.PageToken = page.Next;
        }
    }

    /// <summary>A page of the server's, and how many of its audits have been printed.</summary>
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
