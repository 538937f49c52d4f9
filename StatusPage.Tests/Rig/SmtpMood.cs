namespace StatusPage.Tests.Rig;

/// <summary>Where in the conversation a sink does what it was told to do.</summary>
internal enum SmtpStage
{
    Greeting,
    Authentication,
    Sender,
    Recipient,
    Data,

    /// <summary>After the message has been taken in, before it is acknowledged.</summary>
    Message,
}

/// <summary>How a sink treats those who come; connections that are open follow a change with their next command.</summary>
/// <param name="At">Null: it does nothing but accept.</param>
/// <param name="Code">What it answers there, 400 to 599; null: it drops the connection without a word.</param>
/// <param name="Delay">Before each answer.</param>
internal sealed record SmtpMood(SmtpStage? At = null, int? Code = null, TimeSpan Delay = default)
{
    public static SmtpMood Accepting { get; } = new();

    public static SmtpMood Answering(int code, SmtpStage at = SmtpStage.Recipient) => new(at, code);

    public static SmtpMood Dropping(SmtpStage at = SmtpStage.Data) => new(at);

    public static SmtpMood Slow(TimeSpan delay) => new(Delay: delay);
}
