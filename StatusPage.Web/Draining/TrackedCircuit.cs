using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;

namespace StatusPage.Web.Draining;

/// <summary>One circuit, as far as it can be asked to go on elsewhere: its browser puts it to sleep here and wakes it on another node.</summary>
internal sealed class TrackedCircuit(OpenCircuits open, IJSRuntime script) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => open.AddAsync(this);

    // A browser that cannot be heard cannot be asked; it finds its own way when it is back.
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        open.Remove(this);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        open.Remove(this);
        return Task.CompletedTask;
    }

    public async Task AskToMoveAsync(TimeSpan spread)
    {
        try
        {
            await script.InvokeVoidAsync("statusPage.move", spread.TotalMilliseconds);
        }
        catch (Exception failure) when (failure is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // Gone meanwhile, or a page that does not know how; it comes back by itself once the connection is cut.
        }
    }
}
