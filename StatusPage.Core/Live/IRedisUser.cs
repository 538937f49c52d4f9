using StackExchange.Redis;

namespace StatusPage.Core.Live;

/// <summary>A part of the program that uses Redis while there is one.</summary>
public interface IRedisUser
{
    /// <summary>
    /// Takes a connection into use, in place of any before; called once for each, never at the same time. Whatever fails makes for another connection
    /// soon. Once <paramref name="gone"/> is cancelled the connection is of no use any more.
    /// </summary>
    Task AttachAsync(IConnectionMultiplexer connection, CancellationToken gone);
}
