using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Schedules;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Builders;

/// <summary>An organisation with a page, and whatever a test gives it, until it is saved as one.</summary>
public sealed class Tenant
{
    private readonly List<object> _rows = [];
    private readonly DateTimeOffset _now;
    private int _position;

    public Tenant(DateTimeOffset now, string name = "Acme")
    {
        _now = now;
        Id = OrganizationId.New();
        Page = AddPage(name);
        Operator = As(Role.Operator);
        _rows.Add(new Organization(Id, name, now));
        var user = new StaffUser { Id = Operator.UserId.Value, Email = Operator.Name, UserName = $"{Operator.UserId}" };
        _rows.AddRange(user, new Member(Id, Operator.UserId, Role.Operator, now));
    }

    public OrganizationId Id { get; }

    public PublicPage Page { get; }

    public Actor Operator { get; }

    public Actor As(Role role) => new(UserId.New(), "op@example.com", Id, role, "192.0.2.7");

    public PublicPage AddPage(string name) =>
        Add(new PublicPage(PublicPageId.New(), Id, name, $"p-{Guid.CreateVersion7():n}", "Europe/Berlin", _now));

    public ComponentGroup AddGroup(string name, int position = 0) => Add(new ComponentGroup(ComponentGroupId.New(), Id, Page.Id, name, position));

    public ServiceComponent AddComponent(string name = "API", PublicPage? page = null) =>
        Add(new ServiceComponent(ServiceComponentId.New(), Id, (page ?? Page).Id, name, _position++, _now.AddDays(-200)));

    /// <summary>Checked every minute at one location, due now; feeds the component if there is one.</summary>
    public StatusMonitor AddMonitor(
        string name = "web", ServiceComponent? component = null, DateTimeOffset? dueAt = null, string location = "default", int everySeconds = 60)
    {
        var monitor = Add(new StatusMonitor(
            StatusMonitorId.New(), Id, name, "https://example.com/", Schedule.Every(everySeconds), new HttpSettings(), _now));
        AddCheck(monitor, location, dueAt);
        if (component is not null)
        {
            Add(new MonitorLink(Id, monitor.Id, component.Id));
        }

        return monitor;
    }

    public ScheduledCheck AddCheck(StatusMonitor monitor, string location, DateTimeOffset? dueAt = null) =>
        Add(new ScheduledCheck(Id, monitor.Id, location, dueAt ?? _now));

    public Tenant Also(Action<Tenant> add)
    {
        add(this);
        return this;
    }

    public T Add<T>(T row)
        where T : class
    {
        _rows.Add(row);
        return row;
    }

    public async Task<Tenant> SaveAsync(TestDatabase data)
    {
        await data.AddAsync(_rows);
        _rows.Clear();
        return this;
    }
}
