using System.CommandLine;
using AuditGrpc.Cli.Failures;

namespace AuditGrpc.Cli.Commands;

/// <summary>How much of a list to read: as AWS's command has it, which reads on from page to page by itself.</summary>
/// <param name="things">What is listed, for help.</param>
internal sealed class PagingOptions(string things)
{
    private readonly Option<int?> _pageSize = new("--page-size")
    {
        Description = $"How many {things} to ask the server for at once, 1 to 250. Prints the same.",
        HelpName = "NUMBER",
    };

    private readonly Option<int?> _maxItems = new("--max-items")
    {
        Description = $"How many {things} to print at most. If there are more, NextToken says where to go on.",
        HelpName = "NUMBER",
    };

    private readonly Option<string> _startingToken = new("--starting-token")
    {
        Description = "Goes on where NextToken was printed. The other options must be the same.",
        HelpName = "TOKEN",
    };

    public IEnumerable<Option> All => [_startingToken, _pageSize, _maxItems];

    /// <summary>Whether neither a beginning nor an end is set.</summary>
    public bool ReadsAll(ParseResult parsed) => parsed.GetValue(_startingToken) is null && parsed.GetValue(_maxItems) is null;

    public (string? StartingToken, int PageSize, int MaxItems) Of(ParseResult parsed) =>
        (parsed.GetValue(_startingToken), parsed.GetValue(_pageSize) ?? 0, parsed.GetValue(_maxItems) ?? int.MaxValue);

    /// <param name="parsed">The command line.</param>
    /// <param name="isOnePage">Whether one page alone was asked for, by --max-results or --next-token.</param>
    public void Check(ParseResult parsed, bool isOnePage)
    {
        List<string> given = [.. All.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)];
        if (isOnePage && given.Count > 0)
        {
            throw CommandException.Usage($"Cannot specify --max-results or --next-token along with {string.Join(", ", given)}");
        }

        CheckRange(_pageSize, 250);
        CheckRange(_maxItems, int.MaxValue);

        void CheckRange(Option<int?> option, int most)
        {
            if (parsed.GetValue(option) is { } number && (number < 1 || number > most))
            {
                throw CommandException.Usage($"{option.Name} must be 1 to {most}, not {number}");
            }
        }
    }
}
