namespace StatusPage.Web.Account;

/// <summary>Whoever looks at a page may not any more.</summary>
/// <param name="leadsTo">An address of this site where to go from here.</param>
public sealed class AccessEndedException(string leadsTo = "/account/denied") : Exception("This account has no access here any more.")
{
    public string LeadsTo => leadsTo;
}
