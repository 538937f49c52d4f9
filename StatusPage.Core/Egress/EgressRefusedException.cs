namespace StatusPage.Core.Egress;

/// <summary>The policy forbids the address. Nothing was sent to it.</summary>
/// <param name="reason">For staff: which address and what it is.</param>
public sealed class EgressRefusedException(string host, string reason) : Exception($"{host} may not be reached from here: {reason}.")
{
    public string Host { get; } = host;

    public string Reason { get; } = reason;
}
