using QLab.Coding;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Workshops.Interviews.Coding;

public enum MemoAbout
{
    /// <summary>What a theme means in this interview.</summary>
    Theme,

    /// <summary>The interview as a whole.</summary>
    Interview,
}

/// <summary>A coder's thought about a theme or an interview.</summary>
sealed class Memo : CoderMemo, IVersioned
{
    public required Guid InterviewId { get; init; }
    public required MemoAbout About { get; init; }

    public override Guid OriginId => InterviewId;

    /// <summary>Several people speak in an interview.</summary>
    public override Guid? ContributionId => null;

    public override bool IsAboutTheme => About == MemoAbout.Theme;
}
