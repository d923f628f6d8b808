namespace QLab.Coding;

/// <summary>What coders make and change, step by step.</summary>
public interface ICoded
{
    Guid Id { get; }

    /// <summary>What is coded there: a survey, an interview.</summary>
    Guid OriginId { get; }

    /// <summary>The contribution that it is about, if any.</summary>
    Guid? ContributionId { get; }

    /// <summary>As it is now; null when it was taken away.</summary>
    CodedState? State { get; }

    /// <summary>Makes it so; null takes it away.</summary>
    void Take(CodedState? state, Guid by, DateTimeOffset now);
}
