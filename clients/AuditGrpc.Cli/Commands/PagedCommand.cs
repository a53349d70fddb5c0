using System.CommandLine;
using AuditGrpc.Cli.Failures;
using AuditGrpc.Cli.Input;
using AuditGrpc.Cli.Output;

namespace AuditGrpc.Cli.Commands;

/// <summary>A command that prints a list which the service has in pages: reads on from page to page, unless one page is asked for.</summary>
internal abstract class PagedCommand<TItem> : AuditCommand
{
    private const int MaxPageSize = 250;

    private readonly string _list;

    /// <param name="name">AWS's name of the command.</param>
    /// <param name="alias">The short one.</param>
    /// <param name="operation">AWS's name of what it asks for.</param>
    /// <param name="about">A sentence for help.</param>
    /// <param name="list">AWS's name of the list.</param>
    /// <param name="things">What is listed, for help.</param>
    /// <param name="members">The request's members.</param>
    /// <param name="common">The options of every command.</param>
    /// <param name="shell">Where it runs.</param>
    protected PagedCommand(
        string name, string alias, string operation, string about, string list, string things, IReadOnlyList<InputMember> members,
        CommonOptions common, Shell shell)
        : base(name, alias, operation, about, members, common, shell)
    {
        _list = list;
        Paging = new PagingOptions(things);
        foreach (var option in Paging.All)
        {
            Add(option);
        }
    }

    protected PagingOptions Paging { get; }

    protected abstract Members ItemSkeleton { get; }

    protected override Members ReplySkeleton => new() { { _list, new List<Members> { ItemSkeleton } }, { "nextToken", "nextToken" } };

    protected static InputMember NextTokenMember() => new("nextToken", InputKind.Text, "Only the page that this token stands for.");

    /// <param name="pageToken">The page; empty for the first.</param>
    /// <param name="pageSize">How many items at most; 0 for the server's default.</param>
    /// <param name="invocation">The use of the command.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected abstract Task<Pages<TItem>> ReadPageAsync(
        Invocation invocation, string pageToken, int pageSize, CancellationToken cancellationToken);

    protected abstract Members Print(TItem item, Invocation invocation);

    protected override void Check(ParseResult parsed, RequestInput request)
    {
        if (request.Number("maxResults") is < 1 or > MaxPageSize)
        {
            throw CommandException.InvalidInput($"Invalid value for parameter maxResults: must be 1 to {MaxPageSize}");
        }

        Paging.Check(parsed, AsksForOnePage(request));
    }

    protected override async Task<int> CallAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var given = invocation.Request;
        var isOnePage = !invocation.IsPaged || AsksForOnePage(given);
        var (startingToken, pageSize, maxItems) = Paging.Of(invocation.Parsed);
        var pages = isOnePage
            ? await ReadPageAsync(invocation, given.Text("nextToken") ?? "", (int)(given.Number("maxResults") ?? 0), cancellationToken)
            : await Pages<TItem>.ReadAsync(
                token => ReadPageAsync(invocation, token, pageSize, cancellationToken), startingToken, maxItems);
        invocation.Print(new Members
        {
            { _list, pages.Items.ConvertAll(item => Print(item, invocation)) },
            { isOnePage ? "nextToken" : "NextToken", pages.Next },
        });
        return 0;
    }

    protected static Pages<TItem> PageOf(IEnumerable<TItem> items, string next) => new([.. items], next.Length > 0 ? next : null);

    private static bool AsksForOnePage(RequestInput request) => request.Number("maxResults") is not null || request.Text("nextToken") is not null;
}
