namespace StatusPage.Core.Pages;

public enum PageVisibility
{
    Public,

    /// <summary>Everybody who has the address; search engines are asked to stay away.</summary>
    Unlisted,
    Password,
    Members,
}

public static class PageVisibilityRule
{
    /// <summary>Whether the page may be rendered, kept and sent without asking who wants it.</summary>
    public static bool IsForEverybody(this PageVisibility visibility) => visibility switch
    {
        PageVisibility.Public or PageVisibility.Unlisted => true,
        PageVisibility.Password or PageVisibility.Members => false,
    };
}
