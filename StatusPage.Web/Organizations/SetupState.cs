using System.Security.Cryptography;
using System.Text;
using StatusPage.Core.Organizations;

namespace StatusPage.Web.Organizations;

/// <summary>Whether the installation has been set up, asked as seldom as possible: once it is, it stays so.</summary>
internal sealed class SetupState(ISetup setup, TimeProvider time)
{
    // Another node may have been used to set it up meanwhile.
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(1);

    private volatile Pending? _pending;
    private volatile bool _done;

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken) => await CodeAsync(cancellationToken) is null;

    public async Task<bool> IsCodeAsync(string? typed, CancellationToken cancellationToken) =>
        await CodeAsync(cancellationToken) is { } code && typed is { Length: > 0 }
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(typed.Trim()), Encoding.UTF8.GetBytes(code));

    /// <summary>Null once set up.</summary>
    public async Task<string?> CodeAsync(CancellationToken cancellationToken)
    {
        if (_done)
        {
            return null;
        }

        if (_pending is { } known && time.GetElapsedTime(known.ReadAt) < Believed)
        {
            return known.Code;
        }

        var code = await setup.PendingCodeAsync(cancellationToken);
        _done = code is null;
        _pending = code is null ? null : new Pending(code, time.GetTimestamp());
        return code;
    }

    public void MarkDone() => _done = true;

    private sealed record Pending(string Code, long ReadAt);
}
