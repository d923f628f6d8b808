using QLab.Coding;

namespace QLab.Surveys.Coding;

/// <summary>One thing that a coder did. Steps are only ever added.</summary>
sealed class CodingStep
{
    public long Number { get; private set; }
    public required Guid SurveyId { get; init; }
    public required Guid CoderId { get; init; }
    public required StepKind Kind { get; init; }

    /// <summary>The passage or memo.</summary>
    public required Guid ThingId { get; init; }

    public required Guid? ResponseId { get; init; }
    public required bool IsMemo { get; init; }
    public required CodedState? Before { get; init; }
    public required CodedState? After { get; init; }

    /// <summary>Which step is undone or redone.</summary>
    public long? Target { get; init; }

    public required DateTimeOffset At { get; init; }

    public static CodingStep Of(StepKind kind, ICoded thing, CodedState? before, Guid coder, DateTimeOffset now, long? target = null) => new()
    {
        SurveyId = thing.SurveyId, CoderId = coder, Kind = kind, ThingId = thing.Id, ResponseId = thing.AboutResponse,
        IsMemo = thing is Memo,
        Before = before, After = thing.State, Target = target, At = now,
    };
}
