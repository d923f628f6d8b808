using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountSurveysWhenOpened(ParticipantsDb db) : IHandle<SurveyOpened>
{
    public Task Handle(IReadOnlyList<SurveyOpened> events, CancellationToken ct) =>
        db.CountAsync(Counted.Surveys, events.Select(e => e.ProjectId), ct);
}
