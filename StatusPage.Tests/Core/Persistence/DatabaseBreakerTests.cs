using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using StatusPage.Core.Persistence;
using StatusPage.Core.Persistence.Postgres;

namespace StatusPage.Tests.Core.Persistence;

public sealed class DatabaseBreakerTests
{
    private static readonly NpgsqlException Timeout = new("no answer", new TimeoutException());
    private static readonly PostgresException Refused = new("no", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation);

    private readonly FakeTimeProvider _clock = new();
    private readonly DatabaseBreaker _breaker;

    public DatabaseBreakerTests() => _breaker = new DatabaseBreaker(_clock, NullLogger<DatabaseBreaker>.Instance);

    [Fact]
    public void Timeouts_ThreeInARow_RefuseAtOnceAsATimeoutWould()
    {
        Open();

        var refused = Assert.Throws<NpgsqlException>(_breaker.AssertMayAsk);

        Assert.IsAssignableFrom<TimeoutException>(refused.InnerException);
        Assert.True(DatabaseFailure.IsIn(refused));
        Assert.Equal("The database was not asked: several calls in a row had no answer in time", DatabaseFailure.Line(refused));
    }

    [Fact]
    public void Timeouts_WithAnAnswerInBetween_RefuseNothing()
    {
        for (var time = 0; time < 10; time++)
        {
            _breaker.Failed(Timeout);
            _breaker.Failed(Timeout);
            _breaker.Failed(Refused);
            _breaker.AssertMayAsk();
        }
    }

    [Fact]
    public void Connections_RefusedByTheServer_DoNotCount()
    {
        for (var time = 0; time < 10; time++)
        {
            _breaker.Failed(new NpgsqlException("refused", new IOException()));
        }

        _breaker.AssertMayAsk();
    }

    [Fact]
    public void OneCallASecond_FindsOutWhetherItAnswersAgain()
    {
        Open();
        _clock.Advance(TimeSpan.FromSeconds(1));

        _breaker.AssertMayAsk();
        Assert.Throws<NpgsqlException>(_breaker.AssertMayAsk);
        _breaker.Failed(Timeout);
        Assert.Throws<NpgsqlException>(_breaker.AssertMayAsk);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _breaker.AssertMayAsk();
        _breaker.Answered();

        _breaker.AssertMayAsk();
        _breaker.AssertMayAsk();
    }

    [Fact]
    public void Refusals_OfItsOwn_DoNotKeepItOpen()
    {
        Open();
        var own = Assert.Throws<NpgsqlException>(_breaker.AssertMayAsk);
        _clock.Advance(TimeSpan.FromMilliseconds(900));
        _breaker.Failed(own);
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        _breaker.AssertMayAsk();
    }

    private void Open()
    {
        for (var time = 0; time < 3; time++)
        {
            _breaker.AssertMayAsk();
            _breaker.Failed(Timeout);
        }
    }
}
