using StatusPage.Core.Organizations;

namespace StatusPage.Core.Live;

public enum ChangeKind
{
    /// <summary>A page says something else; the subject is the page.</summary>
    Page,

    /// <summary>A check has finished; the subject is the monitor.</summary>
    Monitor,

    /// <summary>The subject is the incident.</summary>
    Incident,

    /// <summary>Mails about an incident have come further; the subject is the incident. At most about once a second, whatever their number.</summary>
    Mails,

    /// <summary>Something that staff set up was changed: members, tokens, how a page is put together. The subject is what was changed.</summary>
    Settings,

    /// <summary>Changes of other nodes may have been missed; there is no subject. It concerns everybody, whatever they said concerns them.</summary>
    Everything,
}

/// <summary>A hint that something was saved: it may be lost or come twice, so whoever hears it reads again and nobody relies on it.</summary>
public readonly record struct Change(ChangeKind Kind, OrganizationId OrganizationId, Guid SubjectId);
