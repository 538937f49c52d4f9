using Microsoft.Extensions.Configuration;

namespace StatusPage.Core.Nodes;

/// <summary>Whether this installation can send mail at all; without a server what is to be sent waits in the outbox.</summary>
public sealed record MailSwitch(bool IsOn)
{
    public static MailSwitch From(IConfiguration configuration) => new(!string.IsNullOrWhiteSpace(configuration["Smtp:Host"]));
}
