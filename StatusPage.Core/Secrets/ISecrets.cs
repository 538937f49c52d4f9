namespace StatusPage.Core.Secrets;

/// <summary>Encrypts what is kept for later use, with keys that all processes of the installation share. Safe from any thread.</summary>
public interface ISecrets
{
    /// <param name="purpose">What it is for: only the same purpose makes it readable again.</param>
    Secret Protect(string purpose, string text);

    /// <exception cref="SecretLostException">Its key cannot be had, or it was kept for another purpose.</exception>
    string Reveal(string purpose, Secret secret);
}

/// <summary>A secret that cannot be read here and now. Says nothing about whatever it was to be sent to.</summary>
public sealed class SecretLostException(Exception reason) : Exception("a secret cannot be read: its key is not there", reason);
