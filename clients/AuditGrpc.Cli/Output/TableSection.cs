namespace AuditGrpc.Cli.Output;

/// <summary>One box of a table: a title, and rows that may have headers. The deeper it is, the more edges enclose it.</summary>
internal sealed class TableSection(string title, int depth)
{
    // Two blanks on either side of a value, and an edge on either side of the box.
    private const int Padding = 4;
    private const int Edges = 2;
    private const string Value = "\e[1m\e[34m";
    private const string Edge = "\e[2m\e[33m";
    private const string Plain = "\e[0m";

    private readonly List<string[]> _rows = [];
    private string[] _headers = [];
    private int[] _widths = [];

    /// <summary>The width of a table in which this box has the room it would like.</summary>
    public int NaturalWidth => Math.Max(title.Length, _widths.Sum(width => width + Padding)) + Edges + (2 * depth);

    public void SetHeaders(string[] headers)
    {
        _headers = headers;
        Widen(headers);
    }

    public void AddRow(string[] row)
    {
        _rows.Add(row);
        Widen(row);
    }

    /// <summary>With a row for each header, if there is but one row.</summary>
    public TableSection Turned()
    {
        if (_headers.Length == 0 || _rows.Count != 1)
        {
            return this;
        }

        var turned = new TableSection(title, depth);
        for (var column = 0; column < _headers.Length; column++)
        {
            turned.AddRow([_headers[column], _rows[0][column]]);
        }

        return turned;
    }

    public void Write(int tableWidth, bool color, TextWriter output)
    {
        var inner = tableWidth - (2 * depth);
        var edge = string.Concat(Enumerable.Repeat(color ? $"{Edge}|{Plain}" : "|", depth));
        WriteLine(Centered(title, inner, "|"));
        if (_widths.Length == 0)
        {
            WriteLine($"+{new string('-', inner - Edges)}+");
            return;
        }

        var widths = Fit(inner);
        var rule = $"+{string.Join('+', widths.Select((width, column) => new string('-', width - (column == 0 ? 2 : 1))))}+";

        if (_headers.Length > 0)
        {
            WriteLine(rule);
            WriteLine(string.Concat(_headers.Select((header, column) => Centered(header, widths[column], column == 0 ? "|" : ""))));
        }

        WriteLine(rule);
        foreach (var row in _rows)
        {
            WriteLine(string.Concat(row.Select((value, column) => LeftAligned(value, widths[column], column == 0 ? "|" : "", color))));
        }

        WriteLine(rule);

        void WriteLine(string line) => output.WriteLine($"{edge}{line}{edge}");
    }

    private static string Centered(string text, int width, string leftEdge)
    {
        var before = (width / 2) - (text.Length / 2) - 1;
        return $"{leftEdge}{new string(' ', before)}{text}".PadRight(width - 1) + "|";
    }

    private static string LeftAligned(string text, int width, string leftEdge, bool color)
    {
        // A value that has shrunk to its width keeps no blanks.
        var blanks = text.Length + 2 + leftEdge.Length + 1 <= width ? 2 : 0;
        var line = $"{leftEdge}{new string(' ', blanks)}{text}".PadRight(width - 1) + "|";
        return color && text.Length > 0 ? line.Replace(text, $"{Value}{text}{Plain}", StringComparison.Ordinal) : line;
    }

    /// <summary>The columns' widths, stretched in proportion so that together they fill the box.</summary>
    private int[] Fit(int inner)
    {
        var natural = _widths.Sum(width => width + Padding);
        int[] widths = [.. _widths.Select(width => (int)Math.Round((width + Padding) * (inner / (double)natural)))];
        var over = widths.Sum() - inner;
        // What rounding gave too much is taken from the first columns; what it gave too little goes to the last.
        for (var i = 0; over != 0; i = (i + 1) % widths.Length)
        {
            widths[over > 0 ? i : widths.Length - 1 - i] -= Math.Sign(over);
            over -= Math.Sign(over);
        }

        return widths;
    }

    private void Widen(string[] row)
    {
        _widths = _widths.Length == 0 ? new int[row.Length] : _widths;
        for (var column = 0; column < row.Length; column++)
        {
            _widths[column] = Math.Max(_widths[column], row[column].Length);
        }
    }
}
