namespace StatusPage.Core;

/// <summary>An aggregate whose version is its concurrency token and its ETag; raised by one with every saved change, starting at 1.</summary>
public interface IVersioned
{
    int Version { get; set; }
}
