using StatusPage.Web.Incidents;

namespace StatusPage.Tests.Web.Incidents;

public sealed class IncidentDraftTests
{
    [Theory]
    [InlineData("First\nsecond")]
    [InlineData("First\r\n\r\n- one\r\n- two\tthree")]
    public void Body_OfSeveralLines_IsAllRight(string body)
    {
        var draft = new IncidentDraft { Title = "Log-in fails", Body = body };

        Assert.Null(draft.BodyProblem);
        Assert.True(draft.IsComplete(withTitle: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("with a bell\a")]
    public void Body_EmptyOrWithControlCharacters_IsAProblem(string body) => Assert.NotNull(new IncidentDraft { Body = body }.BodyProblem);

    [Fact]
    public void Title_OfSeveralLines_IsAProblem() => Assert.NotNull(new IncidentDraft { Title = "One\ntwo" }.TitleProblem);
}
