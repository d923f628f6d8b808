using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace QLab.PropertyTesting;

/// <summary>What holds for every case, tried with FsCheck.</summary>
public static class Property
{
    /// <remarks>The same cases in every run, unless another seed is asked for: what turns red does so by the change at hand.</remarks>
    static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("QLAB_PROPERTY_SEED"), out var seed) ? seed : 2018;

    static readonly Arbitrary<Choices> Any = Arb.From(Gen.Choose(0, int.MaxValue - 1).Select(Choices.Drawn), choices => choices.Smaller());

    public static void Holds(int cases, Action<Choices> property) =>
        Prop.ForAll(Any, choices => property(choices.Again())).Check(Tried(cases));

    public static void Holds(int cases, Func<Choices, Task> property) =>
        Prop.ForAll(Any, choices => property(choices.Again())).Check(Tried(cases));

    static Config Tried(int cases) => Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true)
        .WithReplay(FSharpOption<Replay>.Some(new(new(Seed, 1), FSharpOption<int>.None)));
}
