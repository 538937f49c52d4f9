using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StatusPage.Bench;

/// <summary>A WebSocket to the hub that costs next to nothing, so that ten thousand of them fit beside the servers that are measured.</summary>
internal sealed class BareSocket(IPEndPoint place) : IDisposable
{
    private const byte Text = 0x81;
    private const byte Close = 0x88;

    // Upgrade, with a key as the standard has it in its example.
    private static readonly byte[] Watch = Frame("""{"type":1,"invocationId":"1","target":"Watch","arguments":["northwind"]}""");
    private static readonly byte[] Greeting = Frame("""{"protocol":"json","version":1}""");
    private static readonly byte[] Ping = Frame("""{"type":6}""");

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[1024];
    private int _filled;

    /// <returns>False when the node says that it is full at the moment (503).</returns>
    /// <exception cref="SocketException">Nobody there.</exception>
    public async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync(place, cancellationToken);
        await _socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /hubs/status HTTP/1.1\r\nHost: {place}\r\nOrigin: http://{place}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
            cancellationToken);
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await ReceiveAsync(cancellationToken))
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }
        }

        var isOpen = _buffer.AsSpan().StartsWith("HTTP/1.1 101"u8);
        if (!isOpen && !_buffer.AsSpan().StartsWith("HTTP/1.1 503"u8))
        {
            throw new InvalidOperationException(Encoding.ASCII.GetString(_buffer, 0, end));
        }

        Drop(end + 4);
        if (isOpen)
        {
            await _socket.SendAsync(Greeting, cancellationToken);
            await _socket.SendAsync(Watch, cancellationToken);
        }

        return isOpen;
    }

    /// <summary>The next message; null when the connection has ended. Answers pings.</summary>
    public async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (Whole() is var (head, length) && head > 0)
            {
                var (kind, text) = (_buffer[0], Encoding.UTF8.GetString(_buffer, head, length));
                Drop(head + length);
                if (kind == Close)
                {
                    return null;
                }

                if (kind == Text && text.Contains("\"type\":6", StringComparison.Ordinal))
                {
                    await _socket.SendAsync(Ping, cancellationToken);
                }
                else if (kind == Text)
                {
                    return text;
                }
            }

            if (!await ReceiveAsync(cancellationToken))
            {
                return null;
            }
        }
    }

    // Not a word: as a browser whose tab is closed.
    public void Dispose() => _socket.Dispose();

    private static byte[] Frame(string record)
    {
        // Masked, as a client has to, with a mask of zeros, which changes nothing; every message here is shorter than 126.
        var text = Encoding.UTF8.GetBytes(record + '\u001e');
        return [Text, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. text];
    }

    /// <summary>Of the frame at the beginning, if all of it is here; else zeros.</summary>
    private (int Head, int Length) Whole()
    {
        if (_filled < 2)
        {
            return (0, 0);
        }

        var (head, length) = _buffer[1] < 126 ? (2, _buffer[1]) : (4, _filled < 4 ? _buffer.Length : BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(2)));
        return head + length <= _filled ? (head, length) : (0, 0);
    }

    private void Drop(int bytes)
    {
        _buffer.AsSpan(bytes, _filled - bytes).CopyTo(_buffer);
        _filled -= bytes;
    }

    private async Task<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken);
            _filled += received;
            return received > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
