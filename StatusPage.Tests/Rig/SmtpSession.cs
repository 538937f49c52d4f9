using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace StatusPage.Tests.Rig;

/// <summary>One conversation with a <see cref="SmtpSink"/>, as RFC 5321 has it; any password is right unless its mood says otherwise.</summary>
internal sealed class SmtpSession(NetworkStream stream, Func<SmtpMood> mood, Action<ReceivedMail> keep) : IDisposable
{
    private readonly StreamReader _reader = new(stream, Encoding.UTF8);
    private readonly List<string> _recipients = [];
    private string _sender = "";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await AnswerAsync(SmtpStage.Greeting, "220 sink", cancellationToken))
        {
            return;
        }

        while (await _reader.ReadLineAsync(cancellationToken) is { } line && await FollowAsync(line, cancellationToken))
        {
        }
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>False when the conversation is over.</summary>
    private async Task<bool> FollowAsync(string line, CancellationToken cancellationToken)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO" or "HELO":
                return await AnswerAsync(stage: null, "250-sink\r\n250 AUTH PLAIN", cancellationToken);
            case "AUTH":
                return await AnswerAsync(SmtpStage.Authentication, "235 ok", cancellationToken);
            case "MAIL":
                (_sender, _) = (Mailbox(line), ForgetRecipients());
                return await AnswerAsync(SmtpStage.Sender, "250 ok", cancellationToken);
            case "RCPT":
                if (mood().At is not SmtpStage.Recipient)
                {
                    _recipients.Add(Mailbox(line));
                }

                return await AnswerAsync(SmtpStage.Recipient, "250 ok", cancellationToken);
            case "DATA" when mood().At is SmtpStage.Data:
                return await AnswerAsync(SmtpStage.Data, "", cancellationToken);
            case "DATA":
                return await TakeAsync(cancellationToken);
            case "RSET":
                ForgetRecipients();
                return await AnswerAsync(stage: null, "250 ok", cancellationToken);
            case "NOOP":
                return await AnswerAsync(stage: null, "250 ok", cancellationToken);
            case "QUIT":
                await AnswerAsync(stage: null, "221 bye", cancellationToken);
                return false;
            default:
                return await AnswerAsync(stage: null, "502 unknown", cancellationToken);
        }
    }

    private async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        await AnswerAsync(stage: null, "354 go on", cancellationToken);
        var text = new StringBuilder();
        while (await _reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == ".")
            {
                keep(new ReceivedMail(_sender, [.. _recipients], text.ToString(), Acknowledged: mood().At is not SmtpStage.Message));
                return await AnswerAsync(SmtpStage.Message, "250 kept", cancellationToken);
            }

            // A line's own dot at its beginning comes doubled.
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return false;
    }

    private async Task<bool> AnswerAsync(SmtpStage? stage, string answer, CancellationToken cancellationToken)
    {
        var now = mood();
        if (now.Delay > TimeSpan.Zero)
        {
            await Task.Delay(now.Delay, TimeProvider.System, cancellationToken);
        }

        if (stage is not null && now.At == stage)
        {
            if (now.Code is not { } code)
            {
                return false;
            }

            answer = code.ToString(CultureInfo.InvariantCulture) + " not now";
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), cancellationToken);

        // Nobody stays with a server that says so (RFC 5321, 3.8).
        return !answer.StartsWith("421", StringComparison.Ordinal);
    }

    private int ForgetRecipients() => _recipients.RemoveAll(_ => true);

    private static string Mailbox(string line)
    {
        var (start, end) = (line.IndexOf('<', StringComparison.Ordinal), line.IndexOf('>', StringComparison.Ordinal));
        return start < 0 || end < start ? "" : line[(start + 1)..end];
    }
}
