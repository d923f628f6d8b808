namespace QLab.Surveys.Contracts;

/// <summary>A survey takes responses from now on. Published by surveys.</summary>
/// <param name="SurveyId">The survey.</param>
/// <param name="ProjectId">The project it belongs to.</param>
/// <param name="Version">Rises by one with every event about this survey; a lower one than you hold is late.</param>
/// <param name="Title">The title that respondents read.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record SurveyOpened(Guid SurveyId, Guid ProjectId, int Version, string Title, DateTimeOffset OccurredAt);

/// <summary>A survey takes no more responses. Responses submitted before it may still be on their way.</summary>
/// <param name="SurveyId">The survey.</param>
/// <param name="ProjectId">The project it belongs to.</param>
/// <param name="Version">See <see cref="SurveyOpened"/>.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record SurveyClosed(Guid SurveyId, Guid ProjectId, int Version, DateTimeOffset OccurredAt);

/// <summary>
/// Somebody has answered a survey: a contribution. Published once the response is durable; may arrive twice or out of order.
/// </summary>
/// <param name="ResponseId">The contribution.</param>
/// <param name="SurveyId">The survey.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">Whose it is; null in an anonymous survey.</param>
/// <param name="OccurredAt">When, UTC; only the day (midnight) in an anonymous survey, so that time identifies nobody.</param>
public sealed record ResponseSubmitted(
    Guid ResponseId, Guid SurveyId, Guid ProjectId, Guid? ParticipantId, DateTimeOffset OccurredAt);

/// <summary>
/// Somebody has taken their response back: it no longer counts and its answers are gone. May arrive before its
/// <see cref="ResponseSubmitted"/>, and twice.
/// </summary>
/// <param name="ResponseId">The contribution.</param>
/// <param name="SurveyId">The survey.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="OccurredAt">When, UTC; only the day (midnight) in an anonymous survey.</param>
public sealed record ResponseWithdrawn(Guid ResponseId, Guid SurveyId, Guid ProjectId, DateTimeOffset OccurredAt);

/// <summary>
/// A passage of a response has been coded to a theme, or coded anew: another range, another theme. Published by surveys. It holds where
/// the words stand and none of them, nor who coded. May arrive twice or out of order: of several versions of a passage the highest
/// counts.
/// </summary>
/// <param name="PassageId">The passage.</param>
/// <param name="ResponseId">The contribution that it is part of.</param>
/// <param name="SurveyId">The survey.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ThemeId">The theme of the project's code book.</param>
/// <param name="Question">The id of the question whose answer it is.</param>
/// <param name="Start">The first character, from 0, counted in Unicode code points.</param>
/// <param name="End">The character after the last, counted in the same way.</param>
/// <param name="Version">Rises by one with every event about this passage; a lower one than you hold is late.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record PassageCoded(
    Guid PassageId, Guid ResponseId, Guid SurveyId, Guid ProjectId, Guid ThemeId, string Question, int Start, int End, int Version,
    DateTimeOffset OccurredAt);

/// <summary>
/// A passage is coded no longer: a coder has taken it away, or its words are gone. It may be coded again later, under a higher version.
/// </summary>
/// <param name="PassageId">The passage.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">See <see cref="PassageCoded"/>.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record PassageUncoded(Guid PassageId, Guid ProjectId, int Version, DateTimeOffset OccurredAt);

/// <summary>
/// Somebody who is known by a pseudonym has consented to purposes on the form of a survey. Published by surveys, for participants to
/// record as the person's own consents. Of a confidential survey it comes later, together with those of at least seven others, and
/// without the survey's name. May arrive twice.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">Who.</param>
/// <param name="Purposes">What was ticked, each by itself; what was not ticked is not refused.</param>
/// <param name="Form">On which form, in which version of its wording.</param>
/// <param name="ByStaff">Whether somebody of staff entered it in their place.</param>
/// <param name="OccurredAt">
/// When it was ticked, UTC; only the day (midnight) in a confidential survey. What was said otherwise since then is stronger.
/// </param>
public sealed record FormConsentsGiven(
    Guid ProjectId, Guid ParticipantId, IReadOnlyList<string> Purposes, string Form, bool ByStaff, DateTimeOffset OccurredAt);
