using System.Net;
using System.Net.Sockets;

namespace StatusPage.Core.Egress;

/// <summary>
/// One connection to whichever of several judged addresses takes the call first. A silent address neither uses up the time of the others nor
/// has its own cut short by them (RFC 8305).
/// </summary>
internal sealed class DialRace(IDialler dialler, TimeProvider time, string host, IReadOnlyList<IPEndPoint> endPoints)
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    private readonly List<Task<Stream>> _calls = [];
    private DialFailedException? _failure;
    private int _called;

    /// <exception cref="DialFailedException">None took the call.</exception>
    public async Task<Stream> RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                if (_called < endPoints.Count)
                {
                    _calls.Add(CallAsync(endPoints[_called++], over.Token));
                }

                await WaitAsync(over.Token);
                if (_calls.Find(call => call.IsCompleted) is { } ended && await TakenAsync(ended) is { } connection)
                {
                    return connection;
                }

                if (_calls.Count == 0 && _called == endPoints.Count)
                {
                    throw _failure ?? throw new InvalidOperationException("No address was called.");
                }
            }
        }
        finally
        {
            await over.CancelAsync();
            _calls.ForEach(call => _ = HangUpAsync(call));
        }
    }

    // For a call to end, or for the next address to have its turn.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (_called == endPoints.Count)
        {
            await Task.WhenAny(_calls);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny([.. _calls, Task.Delay(HeadStart, time, ended.Token)]);
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    // Null when the address did not take the call.
    private async Task<Stream?> TakenAsync(Task<Stream> call)
    {
        _calls.Remove(call);
        try
        {
            return await call;
        }
        catch (DialFailedException failure)
        {
            // What an address of the target said tells more than that this machine has no way to another one.
            _failure = _failure is null || IsOfTarget(failure) || !IsOfTarget(_failure) ? failure : _failure;
            return null;
        }
    }

    private async Task<Stream> CallAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        try
        {
            return await dialler.ConnectAsync(endPoint, cancellationToken);
        }
        catch (SocketException failure)
        {
            throw new DialFailedException(host, endPoint, failure);
        }
    }

    private static bool IsOfTarget(DialFailedException failure) => failure.Error
        is not (SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable);

    // It lost the race; it may have come through all the same before it heard of that.
    private static async Task HangUpAsync(Task<Stream> call)
    {
        try
        {
            await (await call).DisposeAsync();
        }
        catch (Exception lost) when (lost is DialFailedException or OperationCanceledException)
        {
            // Nobody waits for it any more.
        }
    }
}
