using Microsoft.AspNetCore.SignalR;

namespace StatusPage.Web.Serving;

/// <summary>
/// Logs what is a defect. SignalR would log every refusal too, with its stack, and anybody can ask for refusals as often as they like; its own
/// log of failed calls is off for that reason.
/// </summary>
internal sealed partial class HubFailures(ILogger<HubFailures> logger) : IHubFilter
{
    public const string LoggedByItself = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception failure) when (failure is not (HubException or OperationCanceledException))
        {
            Log.Failed(logger, invocationContext.HubMethodName, failure);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The hub's method {Method} failed")]
        public static partial void Failed(ILogger logger, string method, Exception failure);
    }
}
