namespace StatusPage.Core.Nodes;

/// <param name="Name"><c>statuspage-web</c> or <c>statuspage-jobs</c>.</param>
internal sealed record NodeProgram(string Name);
