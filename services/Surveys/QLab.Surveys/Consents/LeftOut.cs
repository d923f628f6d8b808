using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Consents;

/// <summary>
/// How many of a survey's responses may not be used for research and are left out of what is read, grouped, exported or coded, and why;
/// never which. Numbers from 1 to 7, and what would give them away, are null.
/// </summary>
sealed record LeftOut
{
    public const string WithdrawnReason = "withdrawn", NotGivenReason = "notGiven", NotTickedReason = "notTicked", ErasedReason = "erased",
        ConfidentialReason = "confidential", RestingReason = "resting";

    const string Header = "QLab-Left-Out", Few = "few";

    /// <summary>Of all reasons together.</summary>
    public long? Responses { get; init; }

    /// <summary>Their givers have withdrawn the consent to research.</summary>
    public long? Withdrawn { get; init; }

    /// <summary>Their givers were never asked for it, or said no.</summary>
    public long? NotGiven { get; init; }

    /// <summary>It was not ticked on the form of an anonymous survey.</summary>
    public long? NotTicked { get; init; }

    /// <summary>Their givers were erased.</summary>
    public long? Erased { get; init; }

    /// <summary>
    /// In a confidential survey: their givers do not consent, or consent and are shown only together with others of whom one does not, or
    /// who are too few. Which of these is not told, because the number would change with one person's consent.
    /// </summary>
    public long? Confidential { get; init; }

    /// <param name="whole">The whole survey's.</param>
    public static LeftOut Of(Tally whole) => Of(whole.LeftOut);

    /// <param name="counts">By reason.</param>
    public static LeftOut Of(IReadOnlyDictionary<string, long> counts)
    {
        long[] parts =
        [
            Number(WithdrawnReason), Number(NotGivenReason), Number(NotTickedReason), Number(ErasedReason),
            Number(ConfidentialReason) + Number(RestingReason),
        ];
        var whole = new[] { parts.Sum() }.Concat(parts).Select(count => new Cell(count)).ToList();
        var withheld = SmallNumbers.Withheld(whole, [new(0, [.. Enumerable.Range(1, parts.Length)])]);
        return new()
        {
            Responses = Shown(0), Withdrawn = Shown(1), NotGiven = Shown(2), NotTicked = Shown(3), Erased = Shown(4),
            Confidential = Shown(5),
        };

        long Number(string reason) => counts.GetValueOrDefault(reason);
        long? Shown(int cell) => withheld[cell] ? null : whole[cell].Count;
    }

    /// <summary>Tells it with an answer that is a list or a file.</summary>
    /// <remarks>
    /// A dictionary of structured fields (RFC 9651): <c>responses=21, withdrawn=9, notGiven=12</c>; what is withheld is few.
    /// </remarks>
    public void Tell(HttpResponse response) => response.Headers[Header] = string.Join(", ", new[]
    {
        ("responses", Responses), (WithdrawnReason, Withdrawn), (NotGivenReason, NotGiven), (NotTickedReason, NotTicked),
        (ErasedReason, Erased), (ConfidentialReason, Confidential),
    }.Where(told => told.Item2 != 0 || told.Item1 == "responses").Select(told =>
        $"{told.Item1}={told.Item2?.ToString(CultureInfo.InvariantCulture) ?? Few}"));
}

static class ReadLeftOut
{
    public static async Task<Results<Ok<LeftOut>, ProblemHttpResult>> Handle(Guid id, SurveysDb db, Tallies tallies, CancellationToken ct) =>
        await db.Surveys.AnyAsync(s => s.Id == id, ct)
            ? TypedResults.Ok(LeftOut.Of(await tallies.ReadAsync(id, TallyQuery.Whole, ct)))
            : Refusal.NotFound("survey").ToProblem();

    /// <summary>Tells it with a list or a file.</summary>
    public static async Task TellLeftOutAsync(this Tallies tallies, Guid survey, HttpResponse response, CancellationToken ct) =>
        LeftOut.Of(await tallies.ReadAsync(survey, TallyQuery.Whole, ct)).Tell(response);
}
