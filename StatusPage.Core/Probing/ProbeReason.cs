namespace StatusPage.Core.Probing;

/// <summary>Why a check was not a success.</summary>
public enum ProbeReason
{
    None,
    Timeout,
    NameNotResolved,
    ConnectionRefused,
    ConnectionFailed,
    TlsFailed,
    UnexpectedStatus,
    UnexpectedContent,
    TooManyRedirects,
    ProtocolError,

    /// <summary>The address may not be reached from this location; nothing was sent.</summary>
    RefusedByPolicy,

    /// <summary>What was to be sent cannot be decrypted here; nothing was sent.</summary>
    SecretLost,

    /// <summary>This node's own fault, not the target's.</summary>
    InternalError,
}
