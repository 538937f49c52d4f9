namespace StatusPage.Core;

/// <summary>Somebody else changed the thing after the caller had read it. Nothing was saved; the API answers with 412.</summary>
public sealed class StaleVersionException() : Exception("Somebody else has changed this in the meantime. Look at the newest state and try again.");
