using Microsoft.Extensions.Logging.Console;

namespace StatusPage.Web.Hosting;

internal static class Logs
{
    private static readonly string[] SaidByStartFailure = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

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

        builder.Logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.None);

        // Until the start is over its failures are said once, on one line, by Program.
        var outcome = new StartOutcome();
        builder.Services.AddSingleton(outcome);
        foreach (var category in SaidByStartFailure)
        {
            builder.Logging.AddFilter(category, level => outcome.HasStarted && level >= LogLevel.Warning);
        }
    }
}
