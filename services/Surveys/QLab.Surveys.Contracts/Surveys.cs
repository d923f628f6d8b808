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

/// <summary>Somebody has answered a survey: a contribution. Published once the response is durable; may arrive twice or out of order.</summary>
/// <param name="ResponseId">The contribution.</param>
/// <param name="SurveyId">The survey.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">Whose it is; null in an anonymous survey.</param>
/// <param name="OccurredAt">When, UTC; only the day (midnight) in an anonymous survey, so that time identifies nobody.</param>
public sealed record ResponseSubmitted(
    Guid ResponseId, Guid SurveyId, Guid ProjectId, Guid? ParticipantId, DateTimeOffset OccurredAt);

/// <summary>Somebody has taken their response back: it no longer counts and its answers are gone. May arrive before its <see cref="ResponseSubmitted"/>, and twice.</summary>
/// <param name="ResponseId">The contribution.</param>
/// <param name="SurveyId">The survey.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="OccurredAt">When, UTC; only the day (midnight) in an anonymous survey.</param>
public sealed record ResponseWithdrawn(Guid ResponseId, Guid SurveyId, Guid ProjectId, DateTimeOffset OccurredAt);
