using Microsoft.AspNetCore.Components;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Notifications;
using StatusPage.Core.Persistence;
using StatusPage.Web.Account;

namespace StatusPage.Web.Incidents;

public sealed partial class NotifyChoice(IMailQueries mails, MailOptions mail, CurrentActor actor)
{
    private HashSet<ServiceComponentId>? _counted;
    private int? _count;

    [Parameter, EditorRequired]
    public required IncidentDraft Draft { get; set; }

    /// <summary>Null for one that is not posted yet.</summary>
    [Parameter]
    public IncidentId? Incident { get; set; }

    private string Words => (Draft.Notify, _count) switch
    {
        (false, _) => "nobody is told by mail",
        (_, null) => "",
        (_, 0) => "nobody has subscribed to this",
        (_, 1) => "1 person will be told",
        (_, { } count) => $"{count} people will be told",
    };

    protected override async Task OnParametersSetAsync()
    {
        var named = Draft.IsClosing ? [] : Draft.Components.Keys.ToHashSet();
        if (!mail.IsOn || _counted?.SetEquals(named) is true)
        {
            return;
        }

        _counted = named;
        try
        {
            var who = await actor.GetAsync(CancellationToken.None);
            _count = await mails.AudienceAsync(who.OrganizationId, Incident, named, CancellationToken.None);
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure) || failure is AccessEndedException)
        {
            // The page around it says so; posting does not need the figure.
            (_counted, _count) = (null, null);
        }
    }
}
