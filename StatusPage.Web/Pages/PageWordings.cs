using StatusPage.Core.Pages;

namespace StatusPage.Web.Pages;

internal static class PageWordings
{
    public static string Words(this PageVisibility visibility) => visibility switch
    {
        PageVisibility.Public => "Public",
        PageVisibility.Unlisted => "Unlisted",
        PageVisibility.Password => "With a password",
        PageVisibility.Members => "Members only",
    };

    /// <summary>What it means for visitors.</summary>
    public static string Explained(this PageVisibility visibility) => visibility switch
    {
        PageVisibility.Public => "Everybody can see it and find it.",
        PageVisibility.Unlisted => "Everybody who has the address can see it; search engines are asked to stay away.",
        PageVisibility.Password or PageVisibility.Members => "It is not shown to anybody yet.",
    };
}
