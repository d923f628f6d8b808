using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.TestTeams.Contracts;
using QLab.TestTeams.Stages;
using QLab.TestTeams.Teams;

namespace QLab.TestTeams.Learnings;

/// <param name="Text">What was learned, and from what.</param>
/// <param name="Confidence">How sure the team is.</param>
[Example("""
    { "text": "Dimmed lights after ten changed more than earplugs did.", "confidence": "medium", "stage": "develop" }
    """)]
public sealed record RecordLearningRequest([property: Required, StringLength(10_000)] string Text, Confidence Confidence)
{
    /// <summary>Your own id for the learning, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The stage it was learned in; the team's present one when absent.</summary>
    public Stage? Stage { get; init; }
}

static class RecordLearning
{
    public static async Task<Results<Created<LearningView>, ProblemHttpResult>> Handle(
        Guid id, RecordLearningRequest request, TestTeamsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var learningId = request.Id ?? Guid.CreateVersion7();
        if (await db.Learnings.AnyAsync(l => l.Id == learningId, ct)) return Refusal.AlreadyExists("learning", learningId).ToProblem();

        var team = await db.Teams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);
        if (team is null) return Refusal.NotFound("team").ToProblem();
        var project = await db.Projects.SingleAsync(p => p.Id == team.ProjectId, ct);
        if (!await db.GoesOnAsync(team, ct)) return TeamErrors.NotFunded.ToProblem();

        var learning = new Learning
        {
            Id = learningId, TeamId = id, Stage = request.Stage ?? team.Stage, Text = request.Text, Confidence = request.Confidence,
            RecordedAt = time.GetUtcNow(),
        };
        db.Learnings.Add(learning);
        events.Publish(new LearningRecorded(learningId, id, project.Id, learning.RecordedAt));
        events.TellGiven(learning, project.Id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/test-teams/v1/teams/{id}/learnings/{learningId}", LearningView.Of(learning, project.Simulated));
    }
}
