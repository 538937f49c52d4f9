using StatusPage.Core.Live;

namespace StatusPage.Core.Persistence.Postgres;

/// <summary>What one unit of work has announced, for the other nodes to read within the next seconds.</summary>
internal sealed class ChangeRow
{
    private ChangeRow()
    {
        Node = Said = "";
    }

    public ChangeRow(ChangeSet announced)
    {
        Id = announced.Id;
        Node = announced.Node;
        Said = announced.Lines();
    }

    /// <summary>The transaction that wrote it, by which a reader knows whether an earlier reading could see it.</summary>
    public ulong Txid { get; private set; }

    public Guid Id { get; private set; }

    public string Node { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Said { get; private set; }
}
