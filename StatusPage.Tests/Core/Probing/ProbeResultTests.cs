using StatusPage.Core.Probing;

namespace StatusPage.Tests.Core.Probing;

public sealed class ProbeResultTests
{
    [Fact]
    public void Failed_WithWhatNoDatabaseTakes_KeepsTheRest()
    {
        var result = ProbeResult.Failed(TimeSpan.Zero, ProbeReason.ProtocolError, "redirected to \"a\0b\"");

        Assert.Equal("redirected to \"a b\"", result.Detail);
    }

    [Fact]
    public void Failed_CutWithinACharacter_LeavesNoHalf()
    {
        var result = ProbeResult.Failed(TimeSpan.Zero, ProbeReason.ProtocolError, $"{new string('x', 499)}😀");

        Assert.Equal(new string('x', 499), result.Detail);
    }
}
