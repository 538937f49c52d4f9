using CsCheck;
using StatusPage.Core.Components;

namespace StatusPage.Tests.Builders;

/// <summary>What was said about a component, and the stretch of time that is asked about.</summary>
public sealed record Scene(DateTimeOffset From, DateTimeOffset To, DateTimeOffset ExistsSince, StatusStatement[] Said);

/// <summary>Random statements, and a slow but plain way to say what showed.</summary>
public static class Statements
{
    public static readonly DateTimeOffset Start = new(2026, 3, 29, 0, 58, 0, TimeSpan.Zero);

    /// <summary>Up to two minutes by the second, so that many edges fall together; open ended, of no length and out of range among them.</summary>
    public static readonly Gen<Scene> Scenes = Gen.Select(
        Gen.Int[0, 60], Gen.Int[0, 120], Gen.Int[-20, 140], Over(-30, 150, TimeSpan.FromSeconds(1)).Array[0, 10],
        (from, to, born, said) => new Scene(Start.AddSeconds(from), Start.AddSeconds(to), Start.AddSeconds(born), said));

    /// <summary>Statements that begin within some steps after the start.</summary>
    public static Gen<StatusStatement> Over(int least, int most, TimeSpan step) => Gen.Select(
        Gen.Enum<SpanSource>(), Gen.Enum<ComponentStatus>(), Gen.Int[least, most], Gen.Int[0, (most - least) / 2], Gen.Int[0, 3],
        (source, status, from, length, open) => new StatusStatement(
            source, status, Start + (step * from), open == 0 ? null : Start + (step * (from + length))));

    public static ComponentStatus At(Scene scene, DateTimeOffset at) => at < scene.ExistsSince
        ? ComponentStatus.Unknown
        : EffectiveStatus.Of(scene.Said.Where(one => one.From <= at && (one.To is null || at < one.To)).Select(one => (one.Source, one.Status)));

    /// <summary>How long each status showed.</summary>
    public static SortedDictionary<ComponentStatus, TimeSpan> Lengths(IEnumerable<StatusInterval> intervals) => new(intervals
        .GroupBy(interval => interval.Status)
        .ToDictionary(group => group.Key, group => new TimeSpan(group.Sum(interval => interval.Length.Ticks))));
}
