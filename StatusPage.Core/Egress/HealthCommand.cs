using System.Globalization;

namespace StatusPage.Core.Egress;

/// <summary>
/// <c>dotnet StatusPage.Web.dll health http://127.0.0.1:8080/health/ready</c>: asks the program that runs beside it, for containers in which
/// there is nothing else that could. The same in both executables.
/// </summary>
public static class HealthCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    public static bool IsAskedBy(string[] arguments) => arguments is ["health", ..];

    /// <returns>The exit code: 0 when the answer is one of success, else 1 and a line on standard error.</returns>
    public static async Task<int> RunAsync(string[] arguments, TimeProvider time)
    {
        if (arguments is not [_, var text] || !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp || !address.IsLoopback)
        {
            await Console.Error.WriteLineAsync("health: takes one http address of this machine, such as http://127.0.0.1:8080/health/ready");
            return 1;
        }

        var problem = await ProblemAsync(address, time);
        if (problem is not null)
        {
            await Console.Error.WriteLineAsync($"health: {problem}");
        }

        return problem is null ? 0 : 1;
    }

    private static async Task<string?> ProblemAsync(Uri address, TimeProvider time)
    {
        using var late = new CancellationTokenSource(Longest, time);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
        try
        {
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, late.Token);
            return answer.IsSuccessStatusCode ? null : ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return failure.Message;
        }
    }
}
