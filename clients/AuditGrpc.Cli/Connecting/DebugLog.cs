using Microsoft.Extensions.Logging;

namespace AuditGrpc.Cli.Connecting;

/// <summary>Writes what the channel logs, a line each. Headers, which may hold a token, are not among it.</summary>
internal sealed class DebugLog(TextWriter error, TimeProvider time) : ILoggerFactory
{
    private readonly Lock _lock = new();

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log goes to standard error alone.");

    public void Dispose()
    {
    }

    private void Write(LogLevel level, string category, string message)
    {
        lock (_lock)
        {
            error.WriteLine($"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff} {level} {category}: {message}");
        }
    }

    private sealed class Category(DebugLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Write(logLevel, name, formatter(state, exception) + (exception is null ? "" : $" {exception.Message}"));
            }
        }
    }
}
