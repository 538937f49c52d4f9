namespace StatusPage.Web.Account;

/// <summary>Whoever looks at a page may not any more.</summary>
public sealed class AccessEndedException() : Exception("This account has no access any more.");
