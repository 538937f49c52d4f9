using System.Text.Json;
using StackExchange.Redis;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>A page's snapshot as a hash in Redis: one key, its version and times beside the content, so that they can be asked for alone.</summary>
internal static class RedisSnapshot
{
    /// <summary>How long a page is kept that nobody renders any more; one that is alive is rendered every few minutes.</summary>
    private const int KeptDays = 7;

    // Instants in milliseconds: Redis counts in doubles, which hold those exactly.
    private const string PutScript = """
        local held = redis.call('HMGET', KEYS[1], 'version', 'rendered')
        local version, rendered = tonumber(held[1]), tonumber(held[2])
        if version and (version > tonumber(ARGV[3]) or (version == tonumber(ARGV[3]) and rendered > tonumber(ARGV[5]))) then
            return 0
        end
        redis.call('HSET', KEYS[1], unpack(ARGV, 2))
        redis.call('EXPIRE', KEYS[1], ARGV[1])
        return 1
        """;

    private static readonly RedisValue[] Head = ["version", "rendered", "until"];
    private static readonly RedisValue[] Whole = ["organization", "version", "rendered", "until", "view", "bundle", "default"];

    public static Task PutAsync(IDatabase redis, RedisKey key, PageSnapshot snapshot, bool isDefault)
    {
        var stored = snapshot.ToStored();
        RedisValue[] values =
        [
            (int)TimeSpan.FromDays(KeptDays).TotalSeconds, "version", stored.ContentVersion, "rendered", stored.RenderedAt.ToUnixTimeMilliseconds(), "until",
            stored.ValidUntil.ToUnixTimeMilliseconds(), "organization", stored.OrganizationId.Value.ToString("n"), "view", stored.View, "bundle", stored.Bundle, "default", isDefault,
        ];
        return redis.ScriptEvaluateAsync(PutScript, [key], values);
    }

    /// <summary>Version, time of rendering and until when its words hold; null when there is none.</summary>
    public static async Task<(long Version, DateTimeOffset RenderedAt, DateTimeOffset ValidUntil)?> HeadAsync(IDatabase redis, RedisKey key)
    {
        var head = await redis.HashGetAsync(key, Head);
        return Array.TrueForAll(head, value => value.TryParse(out long _)) ? ((long)head[0], At(head[1]), At(head[2])) : null;
    }

    /// <summary>Null when there is none, or none that this version of the product understands.</summary>
    public static async Task<(PageSnapshot Snapshot, bool IsDefault)?> ReadAsync(IDatabase redis, RedisKey key, PublicPageId page)
    {
        var values = await redis.HashGetAsync(key, Whole);
        if (Array.Exists(values, value => value.IsNull) || !Guid.TryParseExact(values[0], "n", out var organization))
        {
            return null;
        }

        var stored = new RenderedPage(
            page, new OrganizationId(organization), (long)values[1], At(values[2]), At(values[3]), values[4].ToString(), (byte[]?)values[5] ?? []);
        try
        {
            return (PageSnapshot.FromStored(stored), (bool)values[6]);
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            // Written by another version of the product during a rolling update: this one renders its own.
            return null;
        }
    }

    private static DateTimeOffset At(RedisValue milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);
}
