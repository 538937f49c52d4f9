using System.Collections.Concurrent;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Hosting;
using MimeKit;
using StatusPage.Core.Notifications;

namespace StatusPage.Jobs.Notifications;

/// <summary>
/// A few connections to the mail server. One that has sent a mail is kept for the next: a batch of ten thousand does not greet the server ten
/// thousand times. Safe from any thread.
/// </summary>
internal sealed class SmtpConnections(TimeProvider time) : BackgroundService
{
    // Providers allow few at a time from one address, and several workers may be at it.
    private const int Most = 4;

    // Both within what a message of the outbox may take.
    private static readonly TimeSpan LongestGreeting = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestSending = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleLasts = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SurelyOpen = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turns = new(Most);
    private readonly ConcurrentStack<Idle> _idle = new();

    /// <summary>Returns once the server has taken the message in.</summary>
    /// <exception cref="SmtpCommandException">It refused.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    public async Task SendAsync(MimeMessage message, SmtpSettings settings, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            var client = await TakeAsync(cancellationToken) ?? await OpenAsync(settings, cancellationToken);
            try
            {
                await WithinAsync(LongestSending, late => client.SendAsync(message, late), cancellationToken);
            }
            catch (SmtpCommandException) when (client.IsConnected)
            {
                // A refusal is an answer; the connection is as good as before.
                Keep(client);
                throw;
            }
            catch
            {
                client.Dispose();
                throw;
            }

            Keep(client);
        }
        finally
        {
            _turns.Release();
        }
    }

    public override void Dispose()
    {
        while (_idle.TryPop(out var idle))
        {
            idle.Client.Dispose();
        }

        _turns.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rhythm, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await CloseIdleAsync(IdleLasts, stoppingToken);
            }
        }
        finally
        {
            await CloseIdleAsync(TimeSpan.Zero, CancellationToken.None);
        }
    }

    private async Task<SmtpClient> OpenAsync(SmtpSettings settings, CancellationToken cancellationToken)
    {
        // Revocation lists would be fetched from wherever a certificate names; the server is the operator's own choice.
        var client = new SmtpClient { CheckCertificateRevocation = false };
        try
        {
            await WithinAsync(LongestGreeting, late => GreetAsync(client, settings, late), cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static async Task GreetAsync(SmtpClient client, SmtpSettings settings, CancellationToken cancellationToken)
    {
        await client.ConnectAsync(settings.Host, settings.Port, Options(settings.Security), cancellationToken);
        if (settings is { User: { } user, Password: { } password })
        {
            if (!client.IsSecure && settings.Security is not SmtpSecurity.None)
            {
                throw new PasswordInTheClearException();
            }

            await client.AuthenticateAsync(user, password, cancellationToken);
        }
    }

    private static SecureSocketOptions Options(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Auto => SecureSocketOptions.StartTlsWhenAvailable,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
    };

    private async Task<SmtpClient?> TakeAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryPop(out var idle))
        {
            // Servers hang up on those who say nothing for long; that is no failure of the next mail.
            if (idle.Client.IsConnected && (time.GetElapsedTime(idle.Since) < SurelyOpen || await IsOpenAsync(idle.Client, cancellationToken)))
            {
                return idle.Client;
            }

            idle.Client.Dispose();
        }

        return null;
    }

    private async Task<bool> IsOpenAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await WithinAsync(SurelyOpen, late => client.NoOpAsync(late), cancellationToken);
            return true;
        }
        catch (Exception gone) when (!cancellationToken.IsCancellationRequested && SmtpDiagnosis.IsOfTheConnection(gone))
        {
            return false;
        }
    }

    private void Keep(SmtpClient client) => _idle.Push(new Idle(client, time.GetTimestamp()));

    private async Task CloseIdleAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var all = new Idle[Most];
        var count = _idle.TryPopRange(all);
        for (var index = 0; index < count; index++)
        {
            var idle = all[index];
            if (time.GetElapsedTime(idle.Since) < longest)
            {
                _idle.Push(idle);
                continue;
            }

            using (idle.Client)
            {
                try
                {
                    await WithinAsync(SurelyOpen, late => idle.Client.DisconnectAsync(quit: true, late), cancellationToken);
                }
                catch (Exception gone) when (SmtpDiagnosis.IsOfTheConnection(gone) || cancellationToken.IsCancellationRequested)
                {
                    // It was to be closed anyway.
                }
            }
        }
    }

    private async Task WithinAsync(TimeSpan longest, Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await act(either.Token);
        }
        catch (OperationCanceledException cancelled) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(FormattableString.Invariant($"The mail server did not answer within {longest.TotalSeconds:0} s."), cancelled);
        }
    }

    private readonly record struct Idle(SmtpClient Client, long Since);
}

/// <summary>The server offers no encryption, and the operator has not said that the password may go without.</summary>
internal sealed class PasswordInTheClearException() : Exception("The connection is not encrypted.");
