using System.Collections.Frozen;

namespace StatusPage.Web.Hosting;

/// <summary>
/// Which methods an address without variable parts takes. The route that takes whatever no other wants takes other methods of these
/// addresses, too, so that the framework never says that it is the method that is wrong.
/// </summary>
internal sealed class MethodsOfPaths(EndpointDataSource endpoints)
{
    private readonly Lazy<FrozenDictionary<string, IReadOnlyList<string>>> _methods = new(() => Read(endpoints));

    /// <summary>Empty for an address that is not there.</summary>
    public IReadOnlyList<string> Of(PathString path) => _methods.Value.GetValueOrDefault(Name(path.Value), []);

    private static FrozenDictionary<string, IReadOnlyList<string>> Read(EndpointDataSource endpoints) => endpoints.Endpoints
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.Parameters.Count == 0)
        .GroupBy(endpoint => Name(endpoint.RoutePattern.RawText), StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(group => group.Key, Methods, StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<string> Methods(IEnumerable<RouteEndpoint> endpoints)
    {
        var said = endpoints.SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (said.Contains(HttpMethods.Get))
        {
            said.Add(HttpMethods.Head);
        }

        return [.. said.Order(StringComparer.Ordinal)];
    }

    private static string Name(string? path) => (path ?? "").Trim('/');
}
