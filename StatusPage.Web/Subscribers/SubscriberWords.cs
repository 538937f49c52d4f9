using StatusPage.Core.Subscribers;

namespace StatusPage.Web.Subscribers;

internal static class SubscriberWords
{
    public static string Words(this SubscriberState state) => state switch
    {
        SubscriberState.Pending => "Not confirmed",
        SubscriberState.Confirmed => "Confirmed",
        SubscriberState.Unsubscribed => "Left",
    };
}
