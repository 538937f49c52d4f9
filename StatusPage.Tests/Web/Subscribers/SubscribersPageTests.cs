using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Subscribers;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Subscribers;

namespace StatusPage.Tests.Web.Subscribers;

public sealed class SubscribersPageTests : StaffContext
{
    private readonly FakeSubscribers _subscribers = new();

    public SubscribersPageTests() => Services.AddSingleton<ISubscriberQueries>(_subscribers).AddSingleton<ISubscriberCommands>(_subscribers);

    [Theory]
    [InlineData(true, "Each public page has a button")]
    [InlineData(false, "Mail is off")]
    public void Empty_SaysWhatToDo(bool isOn, string words)
    {
        Mail = Mail with { Smtp = isOn ? FakeMails.Settings : null };

        var page = Opened("[data-test=empty]");

        Assert.Contains(words, page.Find("[data-test=empty]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-test=export]"));
    }

    [Fact]
    public async Task Filter_Chosen_IsInTheAddressAndRead()
    {
        _subscribers.Add("ada@example.com");
        var page = Opened("[data-test=subscriber]");

        page.Find("[data-test=find]").Change("bob");
        page.Find("[data-test=state]").Change(nameof(SubscriberState.Pending));

        Assert.EndsWith("?text=bob&state=Pending", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await UntilAsync(() => _subscribers.Asked == new SubscriberFilter(Page: null, "bob", SubscriberState.Pending));
        page.WaitForAssertion(() => Assert.Contains("Nobody is like that.", page.Find("[data-test=none]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Remove_Asked_HappensOnceSomebodyIsSure()
    {
        _subscribers.Add("ada@example.com");
        var page = Opened("[data-test=subscriber]");

        page.Find("[data-test=remove]").Click();
        page.Find("[data-test=remove-no]").Click();
        Assert.Equal("Remove ada@example.com", page.Find("[data-test=remove]").GetAttribute("aria-label"));
        page.Find("[data-test=remove]").Click();
        page.Find("[data-test=remove-yes]").Click();

        page.WaitForAssertion(() => Assert.Single(_subscribers.Removed));
        await UntilAsync(() => page.FindAll("[data-test=empty]").Count == 1);
    }

    [Fact]
    public void Database_Away_KeepsWhatIsShownAndSaysThatItIsOld()
    {
        _subscribers.Add("ada@example.com");
        var page = Opened("[data-test=subscriber]");

        _subscribers.Failure = new FakeDbException();
        page.Find("[data-test=find]").Change("ada");
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.True(page.Find("live-mark").HasAttribute("lost")));
        Assert.Single(page.FindAll("[data-test=subscriber]"));
    }

    [Fact]
    public void Database_AwayFromTheBeginning_SaysSo()
    {
        _subscribers.Failure = new FakeDbException();

        var page = Render<SubscribersPage>();

        page.WaitForAssertion(() => Assert.Contains("The database does not answer.", page.Find(".waiting").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Operator_IsToldWhoMay()
    {
        Actors.Role = Role.Operator;

        Opened("[data-test=not-for-you]");
    }

    private Task UntilAsync(Func<bool> condition) => Patience.UntilAsync(
        () =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(250));
            return condition();
        },
        "the page to read again");

    private IRenderedComponent<SubscribersPage> Opened(string until)
    {
        var page = Render<SubscribersPage>();
        page.WaitForElement(until);
        return page;
    }

    private sealed class FakeSubscribers : ISubscriberQueries, ISubscriberCommands
    {
        private static readonly PublicPageId Page = PublicPageId.New();

        private readonly List<SubscriberRow> _rows = [];

        public SubscriberFilter? Asked { get; private set; }

        public Exception? Failure { get; set; }

        public List<SubscriberId> Removed { get; } = [];

        public void Add(string address) => _rows.Add(new SubscriberRow(
            SubscriberId.New(), address, "Acme", SubscriberState.Confirmed, Components: 0, DateTimeOffset.UnixEpoch, Problem: null, Version: 1));

        public Task<SubscriberList> ListAsync(Actor actor, SubscriberFilter filter, CancellationToken cancellationToken)
        {
            Asked = filter;
            var rows = _rows.FindAll(row => row.Address.Contains(filter.Text ?? "", StringComparison.Ordinal) && (filter.State ?? row.State) == row.State);
            return Failure is null
                ? Task.FromResult(new SubscriberList(rows, rows.Count, [new SubscribedPage(Page, "Acme", _rows.Count, 0)]))
                : Task.FromException<SubscriberList>(Failure);
        }

        public Task RemoveAsync(Actor actor, SubscriberId id, CancellationToken cancellationToken)
        {
            Removed.Add(id);
            return _rows.RemoveAll(row => row.Id == id) == 1 ? Task.CompletedTask : Task.FromException(new NotFoundException("The subscriber"));
        }
    }
}
