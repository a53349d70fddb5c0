using System.Runtime.InteropServices;
using System.Threading.Channels;
using AuditGrpc.Client;
using AuditGrpc.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AuditGrpc.Cli.Watching;

/// <summary>
/// The audit live, on the terminal's second screen: the first is as it was when this ends, with the last state printed below if the
/// audit has ended. It is drawn anew every second, on every change, and on every resize.
/// </summary>
internal sealed class LiveView : View
{
    private const string EnterSecondScreen = "\e[?1049h\e[H";
    private const string LeaveSecondScreen = "\e[?1049l";
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // One slot: many changes at once are one drawing.
    private readonly Channel<bool> _redraw = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly IAnsiConsole _console;
    private readonly CancellationToken _interrupted;
    private readonly TimeProvider _time;
    private readonly Task _drawing;
    private Frame _frame;

    private LiveView(string taskId, IAnsiConsole console, TimeProvider time, CancellationToken interrupted)
    {
        _console = console;
        _interrupted = interrupted;
        _time = time;
        _frame = new Frame(taskId, null, null, WasRunning: false);
        _drawing = DrawAsync();
    }

    /// <summary>The live view, or lines where the terminal cannot move its cursor.</summary>
    public static View Start(string taskId, bool isColored, Shell shell, CancellationToken interrupted)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(shell.Output),
            ColorSystem = isColored ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        return console.Profile.Capabilities.Ansi ? new LiveView(taskId, console, shell.Time, interrupted) : new LineView(shell);
    }

    public override void Show(AuditTask audit) => Update(frame => frame with { Audit = audit, WasRunning = frame.WasRunning || !audit.IsTerminal() });

    public override void Report(WatchProgress value) => Update(frame => frame with { Progress = value });

    public override async ValueTask DisposeAsync()
    {
        _redraw.Writer.TryComplete();
        await _drawing;
        await base.DisposeAsync();
    }

    private void Update(Func<Frame, Frame> change)
    {
        _frame = change(_frame);
        _redraw.Writer.TryWrite(true);
    }

    private async Task DrawAsync()
    {
        // Windows has no such signal; the next tick draws there.
        using var resize = OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => _redraw.Writer.TryWrite(true));
        await using var ticking = _time.CreateTimer(_ => _redraw.Writer.TryWrite(true), null, Tick, Tick);
        _console.Profile.Out.Writer.Write(EnterSecondScreen);
        try
        {
            // Spectre.Console's live display remembers the widest picture it drew: a narrower terminal needs another display.
            while (await DrawUntilResizedAsync())
            {
                // What a terminal makes of the old picture when it is resized is its own affair.
                _console.Clear(home: true);
            }
        }
        finally
        {
            _console.Profile.Out.Writer.Write(LeaveSecondScreen);
            _console.Profile.Out.Writer.Flush();
        }

        if (_frame.Audit is not null && !_interrupted.IsCancellationRequested)
        {
            _console.Write(Draw());
        }
    }

    /// <returns>Whether there is more to draw.</returns>
    private Task<bool> DrawUntilResizedAsync()
    {
        var drawn = Size();
        var display = _console.Live(Draw()).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Bottom);
        return display.StartAsync(async live =>
        {
            while (Size() == drawn)
            {
                live.UpdateTarget(Draw());
                if (!await _redraw.Reader.WaitToReadAsync() || !_redraw.Reader.TryRead(out _))
                {
                    return false;
                }
            }

            return true;
        });
    }

    private (int Width, int Height) Size() => (_console.Profile.Width, _console.Profile.Height);

    private IRenderable Draw() => _frame.Render(_time.GetUtcNow(), _console.Profile.Width, _console.Profile.Capabilities.Unicode);
}
