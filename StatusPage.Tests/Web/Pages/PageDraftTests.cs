using StatusPage.Core.Accounts;
using StatusPage.Core.Pages;
using StatusPage.Web.Pages;

namespace StatusPage.Tests.Web.Pages;

public sealed class PageDraftTests
{
    [Fact]
    public void Call_WhileNobodyHasWrittenASlug_ProposesOne()
    {
        var draft = new PageDraft();

        draft.Call("Süd & West");
        Assert.Equal("sud-west", draft.Slug);
        draft.WriteSlug(" Acme ");
        draft.Call("Something else");
        Assert.Equal("acme", draft.Slug);
        draft.WriteSlug("");
        draft.Call("Third");

        Assert.Equal("third", draft.Slug);
    }

    [Theory]
    [InlineData("", "", "Give it a name that your customers know you by.", "Write the last part of the address, such as acme.")]
    [InlineData("Acme", "-a-", null, "A page's address has 1 to 63 lower-case letters, digits and single hyphens between them.")]
    [InlineData("Acme", "acme", null, null)]
    public void Problems_AreSaidAsOneTypes(string name, string slug, string? ofName, string? ofSlug)
    {
        var draft = new PageDraft();
        draft.Call(name);
        draft.WriteSlug(slug);

        Assert.Equal((ofName, ofSlug), (draft.NameProblem, draft.SlugProblem));
        Assert.Equal(ofName is null && ofSlug is null, draft.IsComplete);
    }

    [Fact]
    public void ZoneProblem_OfWhatIsNoZone_SaysWhatToWrite()
    {
        var draft = new PageDraft { TimeZone = "Berlin" };

        Assert.Equal("\"Berlin\" is not a time zone; use an IANA name such as Europe/Berlin.", draft.ZoneProblem);
        Assert.False(draft.IsComplete);
    }

    [Fact]
    public void From_APageThatIsThere_DoesNotTouchItsSlug()
    {
        var draft = PageDraft.From(Details());

        draft.Call("Renamed");

        Assert.Equal(new PageSettings("Renamed", "acme", "Europe/Berlin", PageVisibility.Unlisted, IsDefault: true), draft.ToSettings());
    }

    [Fact]
    public void CloneOf_APage_HasANameAndASlugOfItsOwnAndDoesNotWantTheRoot()
    {
        var source = Details();

        var draft = PageDraft.CloneOf(source);

        Assert.NotEqual(source.Id, draft.Id);
        Assert.Equal(new PageSettings("Copy of Acme", "copy-of-acme", "Europe/Berlin", PageVisibility.Unlisted, IsDefault: false), draft.ToSettings());
    }

    [Fact]
    public void Keep_AndBack_IsTheSameDraft()
    {
        var draft = PageDraft.From(Details());
        draft.WriteSlug("half");

        var kept = KeptPage.Read(draft.Keep(UserId.New(), seen: 3).Write());

        Assert.Equal((draft.Id, draft.ToSettings(), 3), (PageDraft.From(kept!).Id, PageDraft.From(kept!).ToSettings(), kept!.Seen));
        Assert.Null(KeptPage.Read("{}"));
    }

    internal static PageDetails Details(params IReadOnlyList<string> former) => new(
        PublicPageId.New(), new PageSettings("Acme", "acme", "Europe/Berlin", PageVisibility.Unlisted, IsDefault: true), Version: 3, ArchivedAt: null, former);
}
