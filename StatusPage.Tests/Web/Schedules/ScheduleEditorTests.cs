using Bunit;
using StatusPage.Core.Schedules;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Schedules;

namespace StatusPage.Tests.Web.Schedules;

public sealed class ScheduleEditorTests : StaffContext
{
    private readonly ScheduleDraft _draft = new();

    [Fact]
    public void Offered_Chosen_SaysItInWords()
    {
        var editor = RenderEditor();

        editor.Find("[data-test=every-300]").Change(true);

        Assert.Equal("Runs every 5 min.", editor.Find("[data-test=schedule-words]").TextContent);
        Assert.Equal(Schedule.Every(300), _draft.Value);
    }

    [Fact]
    public void Cron_AcrossAClockChange_ShowsTenTimesAndMarksIt()
    {
        var editor = RenderEditor();
        editor.Find("[data-test=by-cron]").Change(true);

        editor.Find("[data-test=cron]").Input("30 2 * * *");
        editor.Find("[data-test=zone]").Input("Europe/Berlin");

        Assert.Equal("Runs daily 02:30 Europe/Berlin.", editor.Find("[data-test=schedule-words]").TextContent);
        var times = editor.FindAll("[data-test=occurrences] li");
        Assert.Equal(10, times.Count);
        var marked = Assert.Single(times, time => time.ClassList.Contains("changed"));
        Assert.Contains("Sun 29 Mar 2026, 03:00:00", marked.TextContent, StringComparison.Ordinal);
        Assert.Contains("clocks have changed", marked.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("* * * *", "five fields")]
    [InlineData("*/2 * * * * *", "more often than every 5 seconds")]
    public void Cron_ThatCannotBeUsed_SaysWhyAndShowsNoTimes(string expression, string says)
    {
        var editor = RenderEditor();
        editor.Find("[data-test=by-cron]").Change(true);

        editor.Find("[data-test=cron]").Input(expression);

        Assert.Contains(says, editor.Markup, StringComparison.Ordinal);
        Assert.Empty(editor.FindAll("[data-test=occurrences]"));
    }

    // So that the ten days from then have the change of the clocks among them.
    private IRenderedComponent<ScheduleEditor> RenderEditor() => Render<ScheduleEditor>(parameters => parameters
        .Add(editor => editor.Draft, _draft)
        .Add(editor => editor.Now, new DateTimeOffset(2026, 3, 25, 12, 0, 0, TimeSpan.Zero)));
}
