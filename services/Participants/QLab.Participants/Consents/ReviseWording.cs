using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Consents;

/// <param name="AfterVersion">
/// The version that you have read and now replace: nobody's revision is lost when two people revise at once.
/// </param>
public sealed record ReviseWordingRequest(
    Purpose Purpose, [property: Required, StringLength(2000, MinimumLength = 10)] string Text, int AfterVersion)
{
    /// <summary>The same in Welsh; people who read Welsh see the English text where it is missing.</summary>
    [StringLength(2000, MinimumLength = 10)]
    public string? Welsh { get; init; }
}

/// <summary>What was agreed to before stays as it was worded; the new wording is what people are asked from now on.</summary>
static class ReviseWording
{
    public static async Task<Results<Created<ConsentWordingView>, ProblemHttpResult>> Handle(
        ReviseWordingRequest request, ParticipantsDb db, CancellationToken ct)
    {
        var latest = await db.ConsentWordings.Where(w => w.Purpose == request.Purpose).OrderByDescending(w => w.Version).FirstAsync(ct);
        if (latest.Version != request.AfterVersion) return ConsentErrors.WordingRevised(latest.Version).ToProblem();

        var wording = new ConsentWording { Purpose = request.Purpose, Version = latest.Version + 1, Text = request.Text };
        db.ConsentWordings.Add(wording);
        if (request.Welsh is { } welsh)
            db.ConsentWordingTranslations.Add(
                new() { Purpose = wording.Purpose, Version = wording.Version, Language = "cy", Text = welsh });
        await db.SaveChangesAsync(ct);
        return TypedResults.Created(
            "/api/participants/v1/consent-wordings",
            new ConsentWordingView(wording.Purpose, wording.Version, wording.Text, ReadConsents.Translations(request.Welsh)));
    }
}
