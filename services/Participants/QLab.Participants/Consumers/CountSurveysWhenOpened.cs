using QLab.Surveys.Contracts;
using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

sealed class CountSurveysWhenOpened(ParticipantsDb db) : IHandle<SurveyOpened>
{
    public Task Handle(IReadOnlyList<SurveyOpened> events, CancellationToken ct) =>
        db.CountAsync(Counted.Surveys, events.Select(e => e.ProjectId), ct);
}
