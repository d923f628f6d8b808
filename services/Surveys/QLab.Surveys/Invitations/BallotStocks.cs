using Microsoft.EntityFrameworkCore;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

/// <summary>What is printed of each survey's ballots, in the transaction that the caller has begun.</summary>
sealed class BallotStocks(SurveysDb db, BallotCodes codes)
{
    /// <summary>Whoever hands out, reminds or takes back holds the stock until the commit.</summary>
    public async Task<BallotStock> LockAsync(Survey survey, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO ballot_stocks (survey_id, printed, handed_out) VALUES ({survey.Id}, 0, 0) ON CONFLICT DO NOTHING", ct);
        var stock = (await db.BallotStocks
            .FromSql($"SELECT * FROM ballot_stocks WHERE survey_id = {survey.Id} FOR UPDATE").ToListAsync(ct)).Single();
        if (stock is { Secret: null, Invited: null }) await BeginAsync(survey, stock, ct);
        return stock;
    }

    /// <remarks>
    /// Those of an anonymous survey are all written anew, in random order: what is there already and what is added look the same, so the
    /// transaction that wrote a ballot does not tell when its invitation was made.
    /// </remarks>
    public async Task PrintMoreAsync(Survey survey, BallotStock stock, int needed, CancellationToken ct)
    {
        var isAnonymous = survey.Mode == SurveyMode.Anonymous;
        List<Printed> printed = [.. stock.PrintMore(needed, survey.Mode)
            .Select(number => new Printed(Guid.NewGuid(), isAnonymous ? null : number, [codes.HashOf(stock, number)]))];
        if (isAnonymous) printed.AddRange(await GatherAsync(survey.Id, ct));

        printed = [.. printed.OrderBy(ballot => ballot.Id)];
        var tokens = printed.SelectMany(ballot => ballot.Hashes.Select(hash => (Hash: hash, Ballot: ballot.Id)))
            .OrderBy(token => Convert.ToHexString(token.Hash), StringComparer.Ordinal)
            .ToList();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO ballots (id, survey_id, number)
            SELECT id, {survey.Id}, number
            FROM unnest({printed.Select(b => b.Id).ToArray()}, {printed.Select(b => b.Number).ToArray()}) AS b (id, number)
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO ballot_tokens (token_hash, ballot_id)
            SELECT * FROM unnest({tokens.Select(token => token.Hash).ToArray()}, {tokens.Select(token => token.Ballot).ToArray()})
            """, ct);
    }

    /// <summary>
    /// A survey without a secret gets one. If it has ballots, they are of a release that made codes at random and kept whose they are:
    /// each gets a code that follows from its number too, and in an anonymous survey the number goes.
    /// </summary>
    async Task BeginAsync(Survey survey, BallotStock stock, CancellationToken ct)
    {
        stock.MakeSecret();
        var earlier =
            await db.Ballots.FromSql($"SELECT * FROM ballots WHERE survey_id = {survey.Id} ORDER BY id FOR UPDATE").ToListAsync(ct);
        db.BallotTokens.AddRange(earlier.Where(b => b.Number is not null)
            .Select(b => new BallotToken { TokenHash = codes.HashOf(stock, b.Number!.Value), BallotId = b.Id }));
        if (survey.Mode == SurveyMode.Anonymous)
            foreach (var ballot in earlier) ballot.Number = null;
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Takes the unused ballots away, to be printed again under other ids.</summary>
    async Task<List<Printed>> GatherAsync(Guid surveyId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT id FROM ballots WHERE survey_id = {surveyId} ORDER BY id FOR UPDATE", ct);
        var tokens = await db.BallotTokens.AsNoTracking()
            .Where(t => db.Ballots.Any(b => b.Id == t.BallotId && b.SurveyId == surveyId))
            .ToListAsync(ct);
        await db.Ballots.Where(b => b.SurveyId == surveyId).ExecuteDeleteAsync(ct);
        return [.. tokens.GroupBy(t => t.BallotId).Select(of => new Printed(Guid.NewGuid(), null, [.. of.Select(t => t.TokenHash)]))];
    }

    sealed record Printed(Guid Id, int? Number, IReadOnlyList<byte[]> Hashes);
}
