using System.Text;
using AuditGrpc.Cli.Failures;

namespace AuditGrpc.Cli.Input;

/// <summary>
/// AWS's shorthand for a structure: <c>clientId=one</c>, <c>policyVersionIdentifier={policyName=p,policyVersionId=1}</c>. A value may be
/// in quotes; a backslash takes the character after it as it is.
/// </summary>
internal sealed class Shorthand
{
    private readonly string _option;
    private readonly string _text;
    private int _at;

    private Shorthand(string option, string text)
    {
        _option = option;
        _text = text;
    }

    public static Dictionary<string, object?> Parse(string option, string text)
    {
        var shorthand = new Shorthand(option, text);
        var members = shorthand.Members();
        return shorthand._at == text.Length ? members : throw shorthand.Expected("','");
    }

    private Dictionary<string, object?> Members()
    {
        var members = new Dictionary<string, object?>();
        do
        {
            var name = Until("=,{}").Trim();
            if (name.Length == 0 || !Takes('='))
            {
                throw Expected("a name and '='");
            }

            members[name] = Value();
        }
        while (Takes(','));

        return members;
    }

    private object Value()
    {
        SkipBlanks();
        if (Takes('{'))
        {
            var members = Members();
            return Takes('}') ? members : throw Expected("'}'");
        }

        return Takes('"') ? Quoted('"') : Takes('\'') ? Quoted('\'') : Until(",}").Trim();
    }

    private string Quoted(char quote)
    {
        var text = Until([quote]);
        if (!Takes(quote))
        {
            throw Expected($"{quote}");
        }

        SkipBlanks();
        return text;
    }

    private string Until(ReadOnlySpan<char> ends)
    {
        var text = new StringBuilder();
        for (; _at < _text.Length && !ends.Contains(_text[_at]); _at++)
        {
            _at += _text[_at] == '\\' && _at + 1 < _text.Length ? 1 : 0;
            text.Append(_text[_at]);
        }

        return text.ToString();
    }

    private bool Takes(char letter)
    {
        if (_at == _text.Length || _text[_at] != letter)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private CommandException Expected(string what) =>
        CommandException.Usage($"Error parsing parameter '{_option}': expected {what} at position {_at} of: {_text}");
}
