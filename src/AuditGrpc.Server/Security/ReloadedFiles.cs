using AuditGrpc.Server.Hosting;

namespace AuditGrpc.Server.Security;

/// <summary>
/// What was loaded from files, loaded anew when they change. By looking at them, because what mounts secrets swaps folders by links,
/// which a watch on a file does not see.
/// </summary>
internal sealed class ReloadedFiles<T> : IDisposable
    where T : class
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<PemFile> _files;
    private readonly Func<IReadOnlyList<string>, T> _load;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private IReadOnlyList<string> _texts;
    private string? _lastFault;
    private volatile T _current;

    /// <param name="files">The files.</param>
    /// <param name="load">Makes of their texts what they hold, or throws <see cref="SettingsException"/>.</param>
    /// <param name="time">The time.</param>
    /// <param name="logger">Where it says that it has loaded them anew, or could not.</param>
    /// <exception cref="SettingsException">The files are not what they should be.</exception>
    public ReloadedFiles(IReadOnlyList<PemFile> files, Func<IReadOnlyList<string>, T> load, TimeProvider time, ILogger logger)
    {
        _files = files;
        _load = load;
        _logger = logger;
        _texts = ReadAll();
        _current = load(_texts);
        _timer = time.CreateTimer(_ => Look(), null, Interval, Timeout.InfiniteTimeSpan);
    }

    public T Current => _current;

    public void Dispose() => _timer.Dispose();

    private List<string> ReadAll() => [.. _files.Select(file => file.Read())];

    private void Look()
    {
        try
        {
            var texts = ReadAll();
            if (!texts.SequenceEqual(_texts))
            {
                _current = _load(texts);
                _texts = texts;
                _logger.Reloaded(_files[0].Key, _files[0].Path);
            }

            _lastFault = null;
        }
        // Whatever it is, it must not end the server: what was there before serves on.
        catch (Exception exception)
        {
            var fault = exception is SettingsException
                ? exception.Message
                : $"{_files[0].Key} is '{_files[0].Path}': {exception.GetType().Name}.";
            // Said once, not every time it is looked at.
            if (fault != _lastFault)
            {
                _lastFault = fault;
                _logger.ReloadFailed(fault);
            }
        }
        finally
        {
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }
}
