using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StatusPage.Core;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Persistence;

/// <summary>Whoever catches a failure of the database says so, once; EF is not to say it too, with its stack, for every query.</summary>
public sealed class DatabaseLogTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Host=127.0.0.1;Port=1;Username=nobody")]
    public async Task Query_DatabaseAwayOrWithoutTables_LogsNothingItself(string? connectionString)
    {
        using var folder = new TempFolder();
        var lines = new Lines();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [DatabaseSettings.Key] = connectionString, ["StatusPage:DataDirectory"] = folder.Path })
            .Build();
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(lines));
        services.AddCore(configuration, folder.Path);
        await using var provider = services.BuildServiceProvider();

        await Assert.ThrowsAnyAsync<Exception>(() => provider.GetRequiredService<IPageQueries>().HeadsAsync(TestContext.Current.CancellationToken));

        Assert.Empty(lines.Written);
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Written { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Written.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
