using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Workshops.Interviews;

/// <param name="Topics">The topic guide, from 1 to 30.</param>
[Example("""
    { "projectId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "title": "Peer interviews", "topics": ["A usual day", "What helps"], "seed": 2018 }
    """)]
public sealed record PairPeersRequest(
    Guid ProjectId,
    [property: Required, Text(200)] string Title,
    [property: Required, MinLength(1), Texts(30, 500)] string[] Topics)
{
    /// <summary>The gathering that they belong to.</summary>
    public Guid? WorkshopId { get; init; }

    /// <summary>Those to be paired, each with lived experience; without it everybody in the project who has some.</summary>
    [MaxLength(500)]
    public IReadOnlyList<Guid>? ParticipantIds { get; init; }

    /// <summary>The same number draws the same pairs; drawn for you when absent.</summary>
    public int? Seed { get; init; }
}

/// <param name="LeftOver">Who has no partner, because the number is odd.</param>
sealed record PairedPeers(int Seed, IReadOnlyList<InterviewView> Interviews, Guid? LeftOver);

/// <summary>
/// Arranges interviews of two people with lived experience each, who have not talked in the project before where that can be.
/// </summary>
static class PairPeers
{
    const string LivedExperience = "livedExperience";

    public static async Task<Results<Ok<PairedPeers>, ValidationProblem, ProblemHttpResult>> Handle(
        PairPeersRequest request, WorkshopsDb db, TimeProvider time, CancellationToken ct)
    {
        if (await db.RefusedAsync(request.ProjectId, request.WorkshopId, ct) is { } refused) return refused.ToProblem();
        var peers = await db.Participants.Where(p => p.ProjectId == request.ProjectId && p.Present && p.Perspectives.Contains(LivedExperience))
            .Select(p => p.Id).ToListAsync(ct);
        if (request.ParticipantIds is { } named)
        {
            var faults = named.Select((who, at) => (who, at)).Where(one => !peers.Contains(one.who)).ToDictionary(
                one => $"/participantIds/{one.at}", _ => new[] { "Nobody in the project with lived experience has this id." });
            if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
            peers = [.. named];
        }

        var seed = request.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var (pairs, leftOver) = PeerPairs.Draw(peers, seed, await HaveTalkedAsync(db, request.ProjectId, ct));
        var interviews = pairs.Select(pair => ArrangeInterview.Of(
            Guid.CreateVersion7(), request.ProjectId, request.WorkshopId, request.Title, request.Topics,
            [("P1", pair.One), ("P2", pair.Other)], time.GetUtcNow())).ToList();
        db.Interviews.AddRange(interviews);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new PairedPeers(seed, [.. interviews.Select(InterviewView.Of)], leftOver));
    }

    static async Task<HashSet<(Guid, Guid)>> HaveTalkedAsync(WorkshopsDb db, Guid projectId, CancellationToken ct)
    {
        var together = await db.Interviews.Where(i => i.ProjectId == projectId)
            .Select(i => i.Speakers.Where(s => s.ParticipantId != null).Select(s => s.ParticipantId!.Value).ToList()).ToListAsync(ct);
        return [.. from people in together from one in people from other in people where one != other select (one, other)];
    }
}
