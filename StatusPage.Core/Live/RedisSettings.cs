using System.Net;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace StatusPage.Core.Live;

/// <summary>How to reach Redis, and how not to wait for it.</summary>
/// <param name="Options">For one connection; whoever wants to change them takes a copy.</param>
/// <param name="Prefix">What every key and channel begins with, so that a server can be shared.</param>
public sealed record RedisSettings(ConfigurationOptions Options, string Prefix)
{
    public const string Key = "ConnectionStrings:Redis";

    private const string UsualPrefix = "statuspage:";

    public static bool IsSaidIn(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[Key]);

    /// <summary>Null where no Redis is named.</summary>
    /// <exception cref="ConfigurationException">It is named in a way that cannot be read.</exception>
    public static RedisSettings? From(IConfiguration configuration)
    {
        if (!IsSaidIn(configuration))
        {
            return null;
        }

        var options = Read(configuration[Key] ?? "");
        if (options.EndPoints.Count == 0 || options.EndPoints.Any(endPoint => endPoint is DnsEndPoint { Host: var host } && !IsHost(host)))
        {
            throw new ConfigurationException(Key, "names no server, as in \"redis.example.com:6379\" or \"redis://redis.example.com\".");
        }

        var prefix = options.ChannelPrefix.IsNullOrEmpty ? UsualPrefix : options.ChannelPrefix.ToString();
        options.ChannelPrefix = RedisChannel.Literal(prefix);
        return new RedisSettings(options, prefix);
    }

    // What the operator says comes later and wins.
    private static ConfigurationOptions Read(string text)
    {
        const string Usual = "connectTimeout=2000,syncTimeout=1000,asyncTimeout=1000,keepAlive=10,connectRetry=1,";
        try
        {
            var options = ConfigurationOptions.Parse(Usual + (RedisAddress.Is(text) ? RedisAddress.Read(text) : text));

            // Who connects again, and when, is decided by whoever notices that nothing comes any more; commands do not queue up meanwhile.
            options.AbortOnConnectFail = true;
            options.BacklogPolicy = BacklogPolicy.FailFast;
            return options;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or OverflowException)
        {
            // Its messages may quote the whole text, with the password.
            var option = failure is ArgumentException { ParamName: { Length: > 0 } name } ? $" at \"{name}\"" : "";
            throw new ConfigurationException(Key, $"cannot be read{option}; it is a list as in \"host:6379,password=…,ssl=true\" or a redis:// address.");
        }
    }

    private static bool IsHost(string host) => Uri.CheckHostName(host) is not UriHostNameType.Unknown;
}
