using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountSurveysWhenClosed(ParticipantsDb db) : IHandle<SurveyClosed>
{
    public Task Handle(IReadOnlyList<SurveyClosed> events, CancellationToken ct) =>
        db.CountAsync(Counted.SurveysClosed, events.Select(e => e.ProjectId), ct);
}
