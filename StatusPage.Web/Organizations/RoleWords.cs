using StatusPage.Core.Organizations;

namespace StatusPage.Web.Organizations;

/// <summary>Roles as people read them.</summary>
internal static class RoleWords
{
    public static string Words(this Role role) => role switch
    {
        Role.Viewer => "Viewer",
        Role.Operator => "Operator",
        Role.Admin => "Admin",
        Role.Owner => "Owner",
    };

    /// <summary>What it lets somebody do, after "may".</summary>
    public static string May(this Role role) => role switch
    {
        Role.Viewer => "see everything, change nothing",
        Role.Operator => "write incidents and maintenance, acknowledge and test",
        Role.Admin => "also set up pages, monitors and tokens",
        Role.Owner => "also decide who is a member",
    };
}
