using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;

namespace StatusPage.Web.Components;

/// <summary>What somebody is typing about a component, and what is wrong with it.</summary>
public sealed class ComponentDraft
{
    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public string Link { get; set; } = "";

    public bool Visible { get; set; } = true;

    /// <summary>Null: outside of groups.</summary>
    public ComponentGroupId? Group { get; set; }

    public IDictionary<StatusMonitorId, ComponentDriver> Drivers { get; } = new Dictionary<StatusMonitorId, ComponentDriver>();

    public string? NameProblem => ProblemOfName(Name);

    public string? DescriptionProblem => Refusal(() => Words.Optional(Description, "The description", 500));

    public string? LinkProblem => Refusal(() => ComponentLink.Checked(Link));

    public bool IsComplete => NameProblem is null && DescriptionProblem is null && LinkProblem is null;

    public static string? ProblemOfName(string name) => string.IsNullOrWhiteSpace(name)
        ? "Say what customers call it."
        : Refusal(() => Words.Required(name, "The name", 100));

    public static ComponentDraft From(TreeComponent component)
    {
        var draft = new ComponentDraft
        {
            Name = component.Name,
            Description = component.Description ?? "",
            Link = component.Link ?? "",
            Visible = component.Visible,
            Group = component.GroupId,
        };
        foreach (var driver in component.Drivers)
        {
            draft.Drivers[driver.Id] = new ComponentDriver(driver.Id, driver.WhenDown, driver.WhenDegraded);
        }

        return draft;
    }

    internal static ComponentDraft From(KeptComponent kept)
    {
        var draft = new ComponentDraft
        {
            Name = kept.Name,
            Description = kept.Description,
            Link = kept.Link,
            Visible = kept.Visible,
            Group = kept.Group is { } group ? new ComponentGroupId(group) : null,
        };
        foreach (var driver in kept.Drivers)
        {
            var monitor = new StatusMonitorId(driver.Monitor);
            draft.Drivers[monitor] = new ComponentDriver(monitor, driver.WhenDown, driver.WhenDegraded);
        }

        return draft;
    }

    internal KeptComponent Keep(ServiceComponentId id, UserId owner, int seen) => new(
        id.Value,
        owner.Value,
        seen,
        Name,
        Description,
        Link,
        Visible,
        Group?.Value,
        [.. Drivers.Values.Select(driver => new KeptDriver(driver.MonitorId.Value, driver.WhenDown, driver.WhenDegraded))]);

    public ComponentSettings ToSettings() => new(Name.Trim(), Description, Link, Visible, Group, [.. Drivers.Values]);

    private static string? Refusal(Func<string?> read)
    {
        try
        {
            read();
            return null;
        }
        catch (RuleViolationException refusal)
        {
            return refusal.Message;
        }
    }
}
