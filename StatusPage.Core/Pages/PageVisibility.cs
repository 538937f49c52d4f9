namespace StatusPage.Core.Pages;

public enum PageVisibility
{
    Public,

    /// <summary>Everybody who has the address; search engines are asked to stay away.</summary>
    Unlisted,
    Password,
    Members,
}
