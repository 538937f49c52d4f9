using Microsoft.Extensions.Logging.Console;

namespace StatusPage.Web.Hosting;

internal static class Logs
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";
    private const string Server = "Microsoft.AspNetCore.Server.Kestrel";

    /// <summary>One line an entry, unless <c>Logging:Console:FormatterName</c> asks for another form (<c>json</c> for collectors).</summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["Logging:Console:FormatterName"]))
        {
            builder.Logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.TimestampFormat = "HH:mm:ss ";
                options.UseUtcTimestamp = true;
            });
        }

        // Without a format the lines of the other form would have no time at all.
        builder.Logging.Services.PostConfigure<JsonConsoleFormatterOptions>(options =>
        {
            options.TimestampFormat ??= "yyyy-MM-ddTHH:mm:ss.fffZ";
            options.UseUtcTimestamp = true;
        });
        builder.Logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.None);

        // Until the start is over its failures are said once, on one line, by Program.
        var outcome = new StartOutcome();
        builder.Services.AddSingleton(outcome);
        builder.Logging.AddFilter(Server, level => outcome.HasStarted && level >= LogLevel.Warning);

        // While it ends, what waits for a database that does not answer fails, and is no news.
        builder.Logging.AddFilter(Host, level => outcome is { HasStarted: true, IsEnding: false } && level >= LogLevel.Warning);
    }
}
