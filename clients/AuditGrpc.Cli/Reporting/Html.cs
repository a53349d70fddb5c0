using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AuditGrpc.Cli.Reporting;

/// <summary>
/// Markup, written as an interpolated string. What is put into it is encoded, unless it is markup itself: nobody can forget to.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _markup;

    public Html(int literalLength, int formattedCount) => _markup = new(literalLength + (16 * formattedCount));

    /// <summary>Markup of this program's own.</summary>
    public static Html Raw(string markup)
    {
        var html = new Html(markup.Length, 0);
        html.AppendLiteral(markup);
        return html;
    }

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(string? text) => _markup.Append(Encoder.Encode(text ?? ""));

    public void AppendFormatted(long number, string? format = null) =>
        _markup.Append(number.ToString(format, CultureInfo.InvariantCulture));

    public void AppendFormatted(Html markup) => _markup.Append(markup._markup);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts)
        {
            _markup.Append(part._markup);
        }
    }

    public override string ToString() => _markup.ToString();
}
