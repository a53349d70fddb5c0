using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AuditGrpc.Cli.Output;

/// <summary>YAML as AWS's command prints it: members by name, lists not indented, lines folded at 80 characters.</summary>
internal static partial class YamlOutput
{
    public static void Write(Members reply, TextWriter output) => Emit(output, emitter => Write(reply, emitter));

    /// <summary>As an item of a list: what is printed one after the other is one document.</summary>
    public static void WriteItem(Members reply, TextWriter output) => Emit(output, emitter => Write(new List<Members> { reply }, emitter));

    private static void Emit(TextWriter output, Action<IEmitter> write)
    {
        // The emitter ends a document with a line of "...", unless it has been told that the end is implied.
        var text = new StringWriter(CultureInfo.InvariantCulture);
        var emitter = new Emitter(text, new EmitterSettings().WithBestWidth(80).WithNewLine("\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        write(emitter);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        output.Write(text.ToString());
    }

    private static void Write(object value, IEmitter emitter)
    {
        switch (value)
        {
            case Members members:
                emitter.Emit(new MappingStart());
                foreach (var (name, member) in members.Sorted())
                {
                    Write(name, emitter);
                    Write(member, emitter);
                }

                emitter.Emit(new MappingEnd());
                break;
            case List<Members> list:
                var style = list.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block;
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
                list.ForEach(item => Write(item, emitter));
                emitter.Emit(new SequenceEnd());
                break;
            case string text:
                emitter.Emit(new Scalar(
                    AnchorName.Empty, TagName.Empty, text, NeedsQuotes(text) ? ScalarStyle.SingleQuoted : ScalarStyle.Plain, true, true));
                break;
            default:
                emitter.Emit(new Scalar(value is bool truth ? (truth ? "true" : "false") : value.ToString()!));
                break;
        }
    }

    private static bool NeedsQuotes(string text) => LooksLikeAnother().IsMatch(text) || HasIndicator().IsMatch(text);

    /// <summary>Whether something in a text means something to YAML.</summary>
    [GeneratedRegex(@"^([,\[\]{}#&*!|>'""%@`\s]|[-?:](\s|\z))|:(\s|\z)|\s#|\s\z", RegexOptions.ExplicitCapture)]
    private static partial Regex HasIndicator();

    /// <summary>Whether a text would be read as something else if it were not quoted: nothing, a truth, a number, a time.</summary>
    [GeneratedRegex(
        @"^(|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9][0-9_]*|0o[0-7]+|0x[0-9a-fA-F_]+|"
        + @"[-+]?([0-9][0-9_]*)?\.?[0-9_]+([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*\.([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|"
        + @"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?|=|<<)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LooksLikeAnother();
}
