namespace StatusPage.Core.Outbox;

public enum OutboxKind
{
    /// <summary>The subject is a page whose snapshot is to be rendered again.</summary>
    PageRender,
}
