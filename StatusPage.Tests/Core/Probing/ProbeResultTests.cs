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

    // Turned around, "exe.txt" reads as another kind of file; what a target sent must not rearrange the board's words.
    [Fact]
    public void Failed_WithInvisibleCharacters_KeepsTheRest()
    {
        var result = ProbeResult.Failed(TimeSpan.Zero, ProbeReason.ProtocolError, "to \"a\u202Eb\u2028c\u200Bd\"");

        Assert.Equal("to \"a b c d\"", result.Detail);
    }

    [Fact]
    public void Failed_CutWithinACharacter_LeavesNoHalf()
    {
        var result = ProbeResult.Failed(TimeSpan.Zero, ProbeReason.ProtocolError, $"{new string('x', 499)}😀");

        Assert.Equal(new string('x', 499), result.Detail);
    }
}
