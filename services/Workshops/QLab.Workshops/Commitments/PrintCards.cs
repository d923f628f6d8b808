using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Printing;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Workshops.Commitments;

/// <param name="ParticipantId">Whose card.</param>
/// <param name="Address">Name and address as they are printed, from the participants service. Kept nowhere here.</param>
public sealed record CardAddress(Guid ParticipantId, [property: Required, Text(PrintCards.LongestAddress, Lines = true)] string Address);

[Example("""
    { "language": "en", "dueBy": "2026-12-17",
      "addresses": [{ "participantId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "address": "A. Person\n1 Some Street\nLeeds LS1 1AA" }] }
    """)]
public sealed record PrintCardsRequest
{
    /// <summary>The cards to print, again if they were printed before; without it those that go by post and were not printed yet.</summary>
    [MaxLength(200)]
    public IReadOnlyList<Guid>? Commitments { get; init; }

    /// <summary>Of those not printed yet, the ones that are to be there until this day.</summary>
    public DateOnly? DueBy { get; init; }

    /// <summary>Where cards go; a card without an address has lines to write on, and the end of its id above them.</summary>
    [MaxLength(200)]
    public IReadOnlyList<CardAddress> Addresses { get; init; } = [];

    /// <summary>Of what is printed around people's words: en or cy.</summary>
    [StringLength(10)]
    public string Language { get; init; } = "en";
}

/// <summary>Prints at most 200 cards. Each has a link of its own; printing a card again ends the link of the one before.</summary>
static class PrintCards
{
    public const int LongestAddress = 500;
    const int Most = 200;

    public static async Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, PrintCardsRequest request, WorkshopsDb db, IConfiguration configuration, TimeProvider time,
        CancellationToken ct)
    {
        var faults = request.Addresses
            .Select((to, at) => (Pointer: $"/addresses/{at}/address", Fault: FaultOf(to.Address)))
            .Where(one => one.Fault is not null).ToDictionary(one => one.Pointer, one => new[] { one.Fault! });
        if (request.Addresses.DistinctBy(to => to.ParticipantId).Count() < request.Addresses.Count)
            faults["/addresses"] = ["Somebody has two."];
        if (!SpokenLanguages.All.Contains(request.Language))
            faults["/language"] = [$"Cards are printed in: {string.Join(", ", SpokenLanguages.All)}."];
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        var theirs = db.Commitments.Where(c => c.WorkshopId == id && c.ParticipantId != null);
        var wanted = request.Commitments is { } named
            ? theirs.Where(c => named.Contains(c.Id))
            : theirs.Where(c => c.ReturnBy == ReturnBy.Post && c.ReturnedAt == null && (request.DueBy == null || c.ReturnOn <= request.DueBy));
        var commitments = await wanted
            .OrderBy(c => c.ReturnOn).ThenBy(c => c.Id).Take(Most).ToListAsync(ct);
        if (commitments.Count == 0 && request.Commitments is null) return CardErrors.NothingToPrint.ToProblem();
        if (Strangers(request, commitments) is { Count: > 0 } strangers) return TypedResults.ValidationProblem(strangers);
        if (commitments.Count == 0) return CardErrors.NothingToPrint.ToProblem();

        var (addresses, now) = (request.Addresses.ToDictionary(to => to.ParticipantId, to => to.Address), time.GetUtcNow());
        var link = $"{configuration.PublicUrl()}{OutcomeLink.Address}?language={SpokenLanguages.Nearest(request.Language)}&token=";
        var pdf = Postcard.Print(
            [.. commitments.Select(c => new PrintedCard(
                workshop.Title, DateOnly.FromDateTime(workshop.StartsAt.UtcDateTime), c.Answers,
                addresses.GetValueOrDefault(c.ParticipantId!.Value), $"{c.Id}"[^8..], link + c.Return(now)))],
            request.Language);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.File(pdf, "application/pdf", "commitment-cards.pdf");
    }

    static string? FaultOf(string address) => PlainText.Fault(address, LongestAddress, lines: true)
        ?? (Paper.CanPrint(address) ? null : "It has letters that cannot be printed: leave it out, and write it on the lines of the card.");

    /// <summary>Cards that are named and not there, and addresses for which no card is printed.</summary>
    static Dictionary<string, string[]> Strangers(PrintCardsRequest request, List<Commitment> commitments)
    {
        var (cards, people) = (commitments.Select(c => c.Id).ToHashSet(), commitments.Select(c => c.ParticipantId!.Value).ToHashSet());
        var unknown = (request.Commitments ?? []).Index().Where(named => !cards.Contains(named.Item))
            .Select(named => (At: $"/commitments/{named.Index}", Fault: "There is no such card to print in this workshop."));
        var idle = request.Addresses.Index().Where(to => !people.Contains(to.Item.ParticipantId))
            .Select(to => (At: $"/addresses/{to.Index}/participantId", Fault: "No card of theirs is printed with this."));
        return unknown.Concat(idle).ToDictionary(one => one.At, one => new[] { one.Fault });
    }
}
