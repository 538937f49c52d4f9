using System.Text;
using System.Text.Json;
using StatusPage.Tests.Builders;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Web.Serving;

public sealed class PageSnapshotTests
{
    [Fact]
    public void FromStored_WhatWasStored_IsTheSame()
    {
        var snapshot = SampleSnapshots.Snapshot(version: 3) with { View = PageViews.AllBroken() };

        var again = PageSnapshot.FromStored(snapshot.ToStored());

        Assert.Equivalent(snapshot, again, strict: true);
    }

    [Fact]
    public void ToStored_Snapshot_CarriesWhatIsComparedInTheDatabase()
    {
        var snapshot = SampleSnapshots.Snapshot(version: 3);

        var stored = snapshot.ToStored();

        Assert.Equal(
            (snapshot.PageId, SampleSnapshots.Organization, 3, PageViews.Noon, PageViews.Noon.AddMinutes(5)),
            (stored.PageId, stored.OrganizationId, stored.ContentVersion, stored.RenderedAt, stored.ValidUntil));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    [InlineData("[]", null)]
    [InlineData(null, "{}")]
    [InlineData(null, "null")]
    [InlineData(null, """{"atSlug":null,"atHost":{}}""")]
    [InlineData(null, """{"atSlug":{"":{"contentType":"text/html"}},"atHost":{}}""")]
    public void FromStored_OfAnotherForm_IsRefused(string? view, string? bundle)
    {
        var stored = SampleSnapshots.Snapshot().ToStored();
        var other = stored with { View = view ?? stored.View, Bundle = bundle is null ? stored.Bundle : Encoding.UTF8.GetBytes(bundle) };

        Assert.Throws<JsonException>(() => PageSnapshot.FromStored(other));
    }

    [Fact]
    public void FromStored_ViewWithoutAMember_IsRefused()
    {
        var stored = SampleSnapshots.Snapshot().ToStored();
        var older = stored with { View = stored.View.Replace("\"recent\":[]", "\"later\":[]", StringComparison.Ordinal) };

        Assert.Throws<JsonException>(() => PageSnapshot.FromStored(older));
    }
}
