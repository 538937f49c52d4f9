using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

/// <summary>Stands for a Web node where only the way to it is tested: it says its name, what it was told about the client, and echoes on sockets.</summary>
internal sealed class NamedNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _posts;

    public NamedNode(string name)
    {
        Name = name;
        Address = new Uri($"http://127.0.0.1:{Ports.Next().ToString(CultureInfo.InvariantCulture)}/");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.ToString());
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(AnswerAsync);
    }

    public string Name { get; }

    public Uri Address { get; }

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public int Posts => _posts;

    public Task StartAsync() => _app.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (HttpMethods.IsPost(http.Request.Method))
        {
            Interlocked.Increment(ref _posts);
        }

        if (http.WebSockets.IsWebSocketRequest)
        {
            await EchoAsync(http);
            return;
        }

        http.Response.StatusCode = (int)Status;
        var headers = http.Request.Headers;
        await http.Response.WriteAsync(http.Request.Path == "/forwarded"
            ? $"{headers["X-Forwarded-For"]}|{headers["X-Forwarded-Proto"]}|{headers["X-Forwarded-Host"]}|{headers["Forwarded"]}"
            : Name);
    }

    private static async Task EchoAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, http.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
            {
                await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, http.RequestAborted);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The client went without a word.
        }
    }
}
