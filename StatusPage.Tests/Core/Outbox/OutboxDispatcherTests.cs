using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Outbox;

public abstract class OutboxDispatcherTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private readonly FakeLogger<OutboxDispatcher> _logged = new();
    private readonly Handler _handler = new();

    [Fact]
    public async Task RoundAsync_AMessage_IsDoneOnceAndForgotten()
    {
        var subject = await AddAsync();
        using var dispatcher = Dispatcher();

        Assert.Equal(1, await dispatcher.RoundAsync(Token));
        await dispatcher.WhenIdleAsync();

        Assert.Equal(0, await dispatcher.RoundAsync(Token));
        Assert.Equal([subject], _handler.Done);
        Assert.Empty(await Data.AllAsync<OutboxMessage>());
    }

    [Fact]
    public async Task RoundAsync_AFailure_IsWrittenDownAndTheOthersAreDone()
    {
        var broken = await AddAsync();
        var fine = await AddAsync();
        _handler.Do = (message, _) => message.SubjectId == broken ? throw new InvalidOperationException("no such page") : Task.CompletedTask;
        using var dispatcher = Dispatcher();

        await dispatcher.RoundAsync(Token);
        await dispatcher.WhenIdleAsync();

        var kept = Assert.Single(await Data.AllAsync<OutboxMessage>());
        Assert.Equal((broken, "no such page", null), (kept.SubjectId, kept.LastError, kept.LeaseUntil));
        Assert.Equal([fine], _handler.Done);
        Assert.Single(_logged.Lines, line => line.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task RoundAsync_WhatTakesTooLong_FailsBeforeItsLeaseEnds()
    {
        await AddAsync();
        _handler.Do = (_, _) => Task.Delay(Timeout.InfiniteTimeSpan, Clock, CancellationToken.None);
        using var dispatcher = Dispatcher();
        await dispatcher.RoundAsync(Token);
        await Patience.UntilAsync(() => _handler.Begun == 1, "the handler to begin");

        Clock.Advance(TimeSpan.FromSeconds(25));
        await dispatcher.WhenIdleAsync();

        Assert.Equal("it was not over after 25 s", Assert.Single(await Data.AllAsync<OutboxMessage>()).LastError);
    }

    [Fact]
    public async Task RoundAsync_TakenByAnotherNodeMeanwhile_IsNotForgotten()
    {
        await AddAsync();
        var go = new TaskCompletionSource();
        _handler.Do = (_, _) => go.Task;
        using var dispatcher = Dispatcher();
        await dispatcher.RoundAsync(Token);
        await Data.ExecuteAsync("UPDATE outbox SET lease_token = lease_token + 1");

        go.SetResult();
        await dispatcher.WhenIdleAsync();

        Assert.Single(await Data.AllAsync<OutboxMessage>());
        Assert.Single(_logged.Lines, line => line.Level == LogLevel.Information);
    }

    [Fact]
    public async Task RoundAsync_OfFullSlots_ClaimsNoMoreThanItCanDo()
    {
        for (var index = 0; index < 20; index++)
        {
            await AddAsync();
        }

        var go = new TaskCompletionSource();
        _handler.Do = (_, _) => go.Task;
        using var dispatcher = Dispatcher();

        Assert.Equal(16, await dispatcher.RoundAsync(Token));
        Assert.Equal(0, await dispatcher.RoundAsync(Token));

        go.SetResult();
        await dispatcher.WhenIdleAsync();
        Assert.Equal(4, await dispatcher.RoundAsync(Token));
        await dispatcher.WhenIdleAsync();
    }

    [Fact]
    public async Task StopAsync_InTheMiddle_GivesTheMessageBack()
    {
        await AddAsync();
        _handler.Do = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, Clock, token);
        Get<DatabaseReadiness>().MarkReady();
        using var dispatcher = Dispatcher();
        await dispatcher.StartAsync(Token);
        await Patience.UntilAsync(() => _handler.Begun == 1, "the handler to begin");

        await dispatcher.StopAsync(Token);

        var kept = Assert.Single(await Data.AllAsync<OutboxMessage>());
        Assert.Equal((null, 0, null), (kept.LeaseUntil, kept.Attempts, kept.LastError));
    }

    private OutboxDispatcher Dispatcher() => new([_handler], Get<OutboxQueue>(), Get<DatabaseReadiness>(), Clock, _logged);

    private async Task<Guid> AddAsync()
    {
        var message = new OutboxMessage(Guid.CreateVersion7(), OrganizationId.New(), OutboxKind.PageRender, Guid.CreateVersion7());
        await Data.AddAsync(message);
        return message.SubjectId;
    }

    private sealed class Handler : IOutboxHandler
    {
        private int _begun;

        public OutboxKind Kind => OutboxKind.PageRender;

        public Func<OutboxMessage, CancellationToken, Task> Do { get; set; } = (_, _) => Task.CompletedTask;

        public int Begun => Volatile.Read(ref _begun);

        public ConcurrentQueue<Guid> Done { get; } = new();

        public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _begun);
            await Do(message, cancellationToken);
            Done.Enqueue(message.SubjectId);
        }
    }
}

public sealed class OutboxDispatcherTestsOnSqlite(PostgresServer server) : OutboxDispatcherTests(DatabaseKind.Sqlite, server);

public sealed class OutboxDispatcherTestsOnPostgres(PostgresServer server) : OutboxDispatcherTests(DatabaseKind.Postgres, server);
