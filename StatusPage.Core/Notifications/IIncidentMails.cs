using StatusPage.Core.Secrets;

namespace StatusPage.Core.Notifications;

/// <summary>The mails of incidents, for the workers that send them. Each may be called again after a crash.</summary>
public interface IIncidentMails
{
    /// <summary>Makes a delivery for everybody who is to be told of an update and has none yet, in batches, so that it may be interrupted.</summary>
    Task ExpandAsync(Guid update, CancellationToken cancellationToken);

    /// <summary>What is to be sent; null when there is nothing to send any more, which is then written down.</summary>
    /// <exception cref="SecretLostException">The keys for its links cannot be read.</exception>
    Task<IncidentLetter?> FindAsync(Guid delivery, CancellationToken cancellationToken);

    Task SentAsync(Guid delivery, CancellationToken cancellationToken);

    /// <summary>Refused for good.</summary>
    /// <param name="problem">For staff.</param>
    Task RefusedAsync(Guid delivery, string problem, CancellationToken cancellationToken);
}
