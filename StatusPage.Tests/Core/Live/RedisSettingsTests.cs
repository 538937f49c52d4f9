using System.Net;
using Microsoft.Extensions.Configuration;
using StatusPage.Core;
using StatusPage.Core.Live;

namespace StatusPage.Tests.Core.Live;

public sealed class RedisSettingsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void From_NothingSaid_IsNone(string? text) => Assert.Null(Read(text));

    [Fact]
    public void From_List_HasItsOptionsAndOursBeside()
    {
        var options = Read("redis.example.com:6380,password=secret,ssl=true,syncTimeout=300")!.Options;

        Assert.Equal([new DnsEndPoint("redis.example.com", 6380)], options.EndPoints);
        Assert.Equal(("secret", true), (options.Password, options.Ssl));
        Assert.Equal((2000, 300, 1000, 10), (options.ConnectTimeout, options.SyncTimeout, options.AsyncTimeout, options.KeepAlive));
    }

    [Theory]
    [InlineData("redis://redis.example.com", "redis.example.com", 6379, null, null, false, null)]
    [InlineData("redis://redis.example.com:7000/3", "redis.example.com", 7000, null, null, false, 3)]
    [InlineData("rediss://ada:p%40ss%3A@redis.example.com:6380", "redis.example.com", 6380, "ada", "p@ss:", true, null)]
    [InlineData("REDISS://:only@redis.example.com/", "redis.example.com", 6379, null, "only", true, null)]
    public void From_Address_IsTheSameAsAList(string text, string host, int port, string? user, string? password, bool ssl, int? database)
    {
        var options = Read(text)!.Options;

        Assert.Equal([new DnsEndPoint(host, port)], options.EndPoints);
        Assert.Equal((user, password, ssl, database), (options.User, options.Password, options.Ssl, options.DefaultDatabase));
    }

    [Theory]
    [InlineData("redis.example.com", "statuspage:")]
    [InlineData("redis.example.com,channelPrefix=acme:", "acme:")]
    [InlineData("redis://redis.example.com?channelPrefix=acme:", "acme:")]
    public void From_Prefix_IsOursUnlessSaid(string text, string prefix)
    {
        var settings = Read(text)!;

        Assert.Equal((prefix, prefix), (settings.Prefix, settings.Options.ChannelPrefix.ToString()));
    }

    [Theory]
    [InlineData("redis.example.com:99999999")]
    [InlineData("redis.example.com,colour=blue")]
    [InlineData("redis.example.com,ssl=perhaps")]
    [InlineData("redis.example.com,connectTimeout=soon")]
    [InlineData("not a host")]
    [InlineData("http://redis.example.com")]
    [InlineData(",password=only")]
    [InlineData("redis://")]
    [InlineData("redis:///3")]
    [InlineData("redis://redis.example.com/three")]
    [InlineData("redis://redis.example.com/-1")]
    [InlineData("redis://:a,b@redis.example.com")]
    [InlineData("redis://:sec#ret@redis.example.com")]
    [InlineData("redis://redis.example.com?colour=blue")]
    public void From_Nonsense_IsRefusedByItsKeyInOneLine(string text)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Read(text));

        Assert.Equal("ConnectionStrings:Redis", refusal.Key);
        Assert.StartsWith("ConnectionStrings:Redis: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void From_NonsenseBesideAPassword_DoesNotRepeatThePassword()
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Read("redis.example.com,password=s3cret,colour=blue"));

        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.Ordinal);
    }

    private static RedisSettings? Read(string? text) =>
        RedisSettings.From(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(RedisSettings.Key, text)]).Build());
}
