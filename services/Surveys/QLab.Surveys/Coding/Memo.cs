using QLab.Coding;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Surveys.Coding;

public enum MemoAbout
{
    /// <summary>What a theme means in this survey.</summary>
    Theme,

    /// <summary>A response as a whole.</summary>
    Response,
}

/// <summary>A coder's thought about a theme or a response.</summary>
sealed class Memo : CoderMemo, IVersioned
{
    public required Guid SurveyId { get; init; }
    public required MemoAbout About { get; init; }

    public override Guid OriginId => SurveyId;

    public override Guid? ContributionId => About == MemoAbout.Response ? AboutId : null;

    public override bool IsAboutTheme => About == MemoAbout.Theme;
}
