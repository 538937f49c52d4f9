using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace StatusPage.Tests.Fixtures;

/// <summary>Keeps what was logged.</summary>
internal sealed class FakeLogger<T> : ILogger<T>
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    /// <summary>Those that came with their stacks.</summary>
    public ConcurrentQueue<Exception> Stacks { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue((logLevel, formatter(state, exception)));
        if (exception is not null)
        {
            Stacks.Enqueue(exception);
        }
    }
}
