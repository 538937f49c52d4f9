using StatusPage.Core.Components;

namespace StatusPage.Web.Subscribers;

/// <summary>What a visitor sent: an address, and what to follow.</summary>
public sealed record SubscriptionForm
{
    public const string AddressField = "email";
    public const string ScopeField = "scope";
    public const string ComponentField = "component";
    public const string LeaveField = "leave";
    public const string Only = "components";

    private const int Most = 1000;

    public string Address { get; private init; } = "";

    /// <summary>Null: the whole page.</summary>
    public IReadOnlyCollection<ServiceComponentId>? Chosen { get; private init; }

    public bool Leaves { get; private init; }

    /// <summary>Null when that is no form.</summary>
    public static async Task<SubscriptionForm?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return new SubscriptionForm
            {
                Address = form[AddressField].ToString(),
                Chosen = form[ScopeField] == Only
                    ? [.. form[ComponentField].Take(Most).Select(Id).OfType<ServiceComponentId>().Distinct()]
                    : null,
                Leaves = form.ContainsKey(LeaveField),
            };
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form cannot be read.", StatusCodes.Status400BadRequest, failure);
        }
    }

    private static ServiceComponentId? Id(string? text) => Guid.TryParse(text, out var id) ? new ServiceComponentId(id) : null;
}
