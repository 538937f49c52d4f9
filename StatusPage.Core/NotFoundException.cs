namespace StatusPage.Core;

/// <summary>There is no such thing in the caller's organisation; what belongs to another one does not exist either. The API answers with 404.</summary>
public sealed class NotFoundException(string what) : Exception($"{what} was not found.");
