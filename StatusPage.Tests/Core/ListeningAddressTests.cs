using Microsoft.Extensions.Configuration;
using StatusPage.Core;

namespace StatusPage.Tests.Core;

public sealed class ListeningAddressTests
{
    [Theory]
    [InlineData("http://*:8080")]
    [InlineData("http://+:0/")]
    [InlineData("http://127.0.0.1:8080;https://localhost:8443")]
    [InlineData("HTTP://[::1]:8080")]
    [InlineData("http://status.example.com")]
    [InlineData("http://unix:/run/statuspage.sock")]
    [InlineData("")]
    public void Check_Address_IsTaken(string urls) => ListeningAddress.Check(Said(ListeningAddress.UrlsKey, urls));

    [Theory]
    [InlineData("garbage")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:x")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:-1")]
    [InlineData("http://127.0.0.1:8080/base")]
    [InlineData("http://:8080")]
    [InlineData("http://::1:8080")]
    [InlineData("http://somebody@127.0.0.1:8080")]
    [InlineData("ftp://127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:8080;nonsense")]
    public void Check_NoAddress_NamesTheKey(string urls)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => ListeningAddress.Check(Said(ListeningAddress.UrlsKey, urls)));

        Assert.Equal(ListeningAddress.UrlsKey, refusal.Key);
    }

    private static IConfigurationRoot Said(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build();
}
