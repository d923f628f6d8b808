using System.Text.Json;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Responses;

/// <summary>What somebody answered: a contribution.</summary>
sealed class Response
{
    public required Guid Id { get; init; }
    public required Guid SurveyId { get; init; }
    public Guid? ParticipantId { get; init; }

    /// <summary>Recognises a submission that is sent again, for as long as the response exists.</summary>
    public byte[]? SubmissionKey { get; init; }

    public required JsonDocument Answers { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <remarks>An anonymous response has a random id and only a day: neither order nor time leads to whoever gave it.</remarks>
    public static Response To(Survey survey, Guid? participantId, byte[]? submissionKey, JsonDocument answers, DateTimeOffset now) =>
        survey.Mode == SurveyMode.Anonymous
            ? new() { Id = Guid.NewGuid(), SurveyId = survey.Id, SubmissionKey = submissionKey, Answers = answers, SubmittedAt = new(now.UtcDateTime.Date, TimeSpan.Zero) }
            : new() { Id = Guid.CreateVersion7(now), SurveyId = survey.Id, ParticipantId = participantId, SubmissionKey = submissionKey, Answers = answers, SubmittedAt = now };
}
