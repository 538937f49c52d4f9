using Microsoft.Extensions.Configuration;
using StatusPage.Core;
using StatusPage.Core.Notifications;

namespace StatusPage.Tests.Core.Notifications;

public sealed class SmtpSettingsTests
{
    [Fact]
    public void From_Nothing_IsOff() => Assert.Null(Read());

    [Theory]
    [InlineData(null, null, 587, SmtpSecurity.Auto)]
    [InlineData("465", null, 465, SmtpSecurity.Tls)]
    [InlineData(null, "tls", 465, SmtpSecurity.Tls)]
    [InlineData(null, "none", 25, SmtpSecurity.None)]
    [InlineData("2525", "StartTLS", 2525, SmtpSecurity.StartTls)]
    public void From_PortAndSecurity_CompleteEachOther(string? port, string? security, int expectedPort, SmtpSecurity expected)
    {
        var settings = Read(("Host", "mail.example.com"), ("From", "status@example.com"), ("Port", port), ("Security", security));

        Assert.Equal((expectedPort, expected, "status@example.com", null), (settings!.Port, settings.Security, settings.Sender, settings.SenderName));
    }

    [Fact]
    public void From_ASenderWithName_HasBoth()
    {
        var settings = Read(("Host", "mail.example.com"), ("From", "Acme Status <status@example.com>"), ("User", "acme"), ("Password", "s3cret"));

        Assert.Equal(("Acme Status", "status@example.com"), (settings!.SenderName, settings.Sender));
        Assert.DoesNotContain("s3cret", settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "mail example", "Smtp:Host")]
    [InlineData("Host", "mail.example.com:25", "Smtp:Host")]
    [InlineData("Port", "0", "Smtp:Port")]
    [InlineData("Port", "smtp", "Smtp:Port")]
    [InlineData("From", "nobody", "Smtp:From")]
    [InlineData("From", "", "Smtp:From")]
    [InlineData("Security", "ssl3", "Smtp:Security")]
    [InlineData("User", "acme", "Smtp:Password")]
    [InlineData("Password", "s3cret", "Smtp:User")]
    public void From_WhatCannotBeUsed_NamesTheKey(string key, string value, string named)
    {
        var settings = new Dictionary<string, string?> { ["Host"] = "mail.example.com", ["From"] = "status@example.com", [key] = value };

        var refusal = Assert.Throws<ConfigurationException>(() => Read([.. settings.Select(pair => (pair.Key, pair.Value))]));

        Assert.Equal(named, refusal.Key);
        Assert.DoesNotContain("s3cret", refusal.Message, StringComparison.Ordinal);
    }

    private static SmtpSettings? Read(params (string Key, string? Value)[] settings) => SmtpSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"Smtp:{one.Key}", one.Value))).Build());
}
