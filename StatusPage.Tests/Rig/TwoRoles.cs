using System.Text.RegularExpressions;
using Npgsql;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

/// <summary>
/// A database with a role that owns it and one that may only use it, made as docs/operations.md says, under names of its own.
/// </summary>
internal sealed partial class TwoRoles : IAsyncDisposable
{
    private const string Document = "operations.md";

    private readonly string _server;
    private readonly string _name = $"test_{Guid.CreateVersion7():n}";

    private TwoRoles(string server) => _server = server;

    /// <summary>Of the role that may change the schema.</summary>
    public string Owner => As($"{_name}_owner", "one");

    /// <summary>Of the role that may not.</summary>
    public string Runtime => As($"{_name}_runtime", "another");

    /// <param name="server">Whose user may create databases and roles.</param>
    public static async Task<TwoRoles> CreateAsync(string server)
    {
        var made = new TwoRoles(server);
        var said = await File.ReadAllTextAsync(Repository.PathOf("docs", Document), TestContext.Current.CancellationToken);
        var statements = Statements().Match(said).Groups["sql"].Value.Replace("statuspage", made._name, StringComparison.Ordinal);
        var parts = statements.Split($"\\connect {made._name}\n");
        Assert.Equal(2, parts.Length);
        await RunAsync(server, parts[0]);
        await RunAsync(new NpgsqlConnectionStringBuilder(server) { Database = made._name }.ConnectionString, parts[1]);
        return made;
    }

    public async ValueTask DisposeAsync() => await RunAsync(
        _server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE); DROP ROLE IF EXISTS {_name}_owner; DROP ROLE IF EXISTS {_name}_runtime;");

    private string As(string role, string password) =>
        new NpgsqlConnectionStringBuilder(_server) { Database = _name, Username = role, Password = password }.ConnectionString;

    // One at a time: a database cannot be created together with anything else.
    private static async Task RunAsync(string address, string statements)
    {
        await using var connection = new NpgsqlConnection($"{address};Pooling=false");
        await connection.OpenAsync();
        foreach (var statement in statements.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    [GeneratedRegex("### Two roles.*?```sql\n(?<sql>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Statements();
}
