namespace StatusPage.Web.Draining;

/// <summary>How far this node is on its way out. It only ever goes forward.</summary>
internal enum DrainState
{
    Serving,

    /// <summary>The load balancer is told to send nothing more; whatever it still sends is served as ever.</summary>
    Draining,

    /// <summary>Open sockets are asked to go to another node, and new ones are refused.</summary>
    Moving,

    Stopping,
}
