namespace AuditGrpc.Cli.Reporting;

/// <summary>How the page looks: on a screen, light or dark, and on paper.</summary>
internal static class HtmlStyle
{
    /// <summary>The style sheet. A tone is a colour that text can be read in, and that bars have.</summary>
    public static readonly string Sheet = """

        :root {
          color-scheme: light dark;
          --page: #ffffff; --card: #f6f8fa; --line: #d0d7de; --text: #1f2328; --quiet: #57606a; --link: #0550ae;
          --red: #b3132b; --orange: #b04a00; --amber: #806000; --blue: #0550ae; --green: #116329; --grey: #57606a;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --page: #0d1117; --card: #161b22; --line: #30363d; --text: #e6edf3; --quiet: #9da7b1; --link: #79b8ff;
            --red: #ff7b86; --orange: #ff9e57; --amber: #e3b341; --blue: #79b8ff; --green: #56d364; --grey: #9da7b1;
          }
        }
        .critical, .failed { --tone: var(--red); }
        .high, .noncompliant { --tone: var(--orange); }
        .medium { --tone: var(--amber); }
        .low, .unfinished { --tone: var(--blue); }
        .compliant { --tone: var(--green); }
        .unspecified, .unknown, .canceled { --tone: var(--grey); }

        body {
          margin: 0 auto; padding: 1.5rem; max-width: 70rem;
          background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif;
        }
        header p, small, dt { color: var(--quiet); }
        header p { margin: 0; }
        h1 { margin: 0 0 1rem; font-size: 1.7rem; line-height: 1.25; }
        h2 { margin: 2.2rem 0 .6rem; font-size: 1.3rem; }
        h3 { margin: 1.6rem 0 0; font-size: 1rem; overflow-wrap: anywhere; }
        h3 + p { margin: 0 0 .5rem; color: var(--quiet); }
        a { color: var(--link); }
        small { display: block; font-size: .8rem; font-weight: normal; overflow-wrap: anywhere; }
        code { font: .85rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
        dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .6rem 1.5rem; margin: 0; }
        dt { font-size: .8rem; }
        dd { margin: 0; font-size: .9rem; overflow-wrap: anywhere; }

        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem; margin-top: 1.5rem; }
        figure { margin: 0; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
        figcaption { margin-bottom: .4rem; font-weight: 600; }
        svg { display: block; width: 100%; max-width: 30rem; }
        svg text { fill: var(--text); font: 14px system-ui, sans-serif; }
        rect { fill: var(--tone); print-color-adjust: exact; }
        .pale { fill-opacity: .4; }

        table { width: 100%; border-collapse: collapse; }
        th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
        th, td { overflow-wrap: anywhere; }
        thead th { border-bottom-width: 2px; color: var(--quiet); font-size: .8rem; overflow-wrap: normal; }
        tbody th { width: 42%; font-weight: 500; }
        .count { text-align: right; font-variant-numeric: tabular-nums; }
        .badge { color: var(--tone); font-size: .85rem; font-weight: 600; overflow-wrap: normal; }
        .suppressed code { color: var(--quiet); }

        @media print {
          body { max-width: none; padding: 0; font-size: 10pt; }
          h2, h3 { break-after: avoid; }
          tr, figure { break-inside: avoid; }
          a { color: inherit; text-decoration: none; }
        }

        """.ReplaceLineEndings("\n");

    /// <summary>The tone of an outcome, which is also a word for it.</summary>
    public static string ToneOf(CheckOutcome outcome) => outcome.ToString().ToLowerInvariant();

    public static string ToneOf(Severity severity) => severity.Value.ToString().ToLowerInvariant();
}
