namespace StatusPage.Web.Pages;

/// <summary>What the installation says about the slug that stands in the field.</summary>
/// <param name="Problem">Why the page cannot have it; null when it can.</param>
public sealed record SlugAnswer(string? Problem);
