using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Server.Listing;

/// <summary>The page that a request asks for: a list's first, or the one that its token goes on with.</summary>
internal sealed class RequestedPage
{
    private const int DefaultSize = 25;

    private readonly string _query;
    private readonly PageToken? _token;

    private RequestedPage(string query, PageToken? token, int size)
    {
        _query = query;
        _token = token;
        Size = size;
    }

    /// <summary>How many items the page has at most.</summary>
    public int Size { get; }

    /// <summary>AWS's token for the page; none for the first.</summary>
    public string? Next => _token?.Next;

    /// <param name="request">The request. It has the fields <c>source</c> and <c>page_token</c>.</param>
    /// <param name="source">The source that is asked.</param>
    /// <param name="pageToken">The request's token; empty for the first page.</param>
    /// <param name="pageSize">The request's page size; 0 for the default.</param>
    /// <exception cref="AuditFailure">The token is not one of this query's.</exception>
    public static RequestedPage Of<T>(T request, Source source, string pageToken, int pageSize)
        where T : IMessage<T>
    {
        var query = PageToken.QueryOf(request, source.Name);
        var token = pageToken.Length == 0 ? null : PageToken.Read(pageToken, query);
        return new RequestedPage(query, token, pageSize == 0 ? DefaultSize : pageSize);
    }

    /// <summary>The period that the list is of: what the request meant when its first page was asked for.</summary>
    /// <exception cref="AuditFailure">The request's period is none, or the list's is no longer kept by AWS.</exception>
    public Period PeriodOf(Timestamp? startTime, Timestamp? endTime, DateTimeOffset now)
    {
        var period = _token?.Period ?? Period.Of(startTime, endTime, now);
        return period.IsEmpty || period.IsKeptAt(now) ? period : throw PageToken.Outdated();
    }

    /// <summary>Reads the page.</summary>
    /// <exception cref="AuditFailure">AWS did not list it.</exception>
    public async Task<AwsPage<T>> ReadAsync<T>(Func<Task<AwsPage<T>>> read)
    {
        try
        {
            return await read();
        }
        // AWS took all else in the query for the page before.
        catch (AuditFailure failure) when (failure.Reason == ErrorReason.InvalidRequest && _token is not null)
        {
            throw PageToken.Outdated(failure);
        }
    }

    /// <summary>The token for the page after this one; empty if this is the last.</summary>
    public string TokenAfter<T>(AwsPage<T> page, Period? period = null) =>
        page.NextToken is null ? "" : new PageToken(_query, period?.Start, period?.End, page.NextToken).Write();
}
