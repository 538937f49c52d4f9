namespace StatusPage.Core;

/// <summary>The domain refuses a request that is well formed: the message is for the person who asked. The API answers it with 409.</summary>
public sealed class RuleViolationException(string message) : Exception(message);
