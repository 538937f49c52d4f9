using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using StatusPage.Core.Persistence;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Hosting;

/// <summary>What somebody sees when a request fails: what to do, and a reference under which the log has the rest.</summary>
internal static partial class Failures
{
    private const string RetrySeconds = "5";

    public static void AddFailures(this IServiceCollection services) => services.AddProblemDetails();

    public static void UseFailures(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Failures));
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => AnswerAsync(context, logger),
            SuppressDiagnosticsCallback = _ => true,
        });
    }

    /// <summary>Under which the log has what happened to this request.</summary>
    public static string Reference(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    private static Task AnswerAsync(HttpContext context, ILogger logger)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var reference = Reference(context);
        SecurityHeaders.Apply(context);
        if (failure is BadHttpRequestException bad)
        {
            return ShowAsync(context, bad.StatusCode, "That request cannot be read", "Go back and try again.", reference);
        }

        if (failure is not null && DatabaseFailure.IsIn(failure))
        {
            Log.Unreachable(logger, context.Request.Method, context.Request.Path, reference, DatabaseFailure.Line(failure));
            context.Response.Headers.RetryAfter = RetrySeconds;
            return ShowAsync(
                context, StatusCodes.Status503ServiceUnavailable, "The database cannot be reached", "Nothing was changed. Try again in a moment.", reference);
        }

        Log.Failed(logger, failure, context.Request.Method, context.Request.Path, reference);
        return ShowAsync(context, StatusCodes.Status500InternalServerError, "Something went wrong", "That was not your fault. The log says more.", reference);
    }

    private static Task ShowAsync(HttpContext context, int status, string title, string text, string reference) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            ? Results.Problem(statusCode: status, title: title, detail: text).ExecuteAsync(context)
            : StaticPage.ShowAsync<NoticePage>(context, status, new()
            {
                [nameof(NoticePage.Title)] = title,
                [nameof(NoticePage.Text)] = text,
                [nameof(NoticePage.Reference)] = reference,
            });

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} {Path} failed; reference {Reference}")]
        public static partial void Failed(ILogger logger, Exception? failure, string method, PathString path, string reference);

        [LoggerMessage(LogLevel.Error, "{Method} {Path} failed; reference {Reference}: {Problem}")]
        public static partial void Unreachable(ILogger logger, string method, PathString path, string reference, string problem);
    }
}
