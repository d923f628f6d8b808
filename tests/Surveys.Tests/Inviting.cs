using QLab.Surveys.Responses;

namespace QLab.Surveys.Tests;

/// <summary>Invitations as they lie in the database, with the codes that were sent.</summary>
static class Inviting
{
    public static async Task<IReadOnlyList<(Guid Participant, string Code)>> InvitedAsync(this SurveysApp app, Guid survey, int count)
    {
        var people = Enumerable.Range(0, count)
            .Select(_ => (Participant: Guid.NewGuid(), Ballot: Guid.NewGuid(), Code: ReceiptCodes.New()))
            .ToList();
        await using var insert = app.Database.CreateCommand("""
            WITH asked AS (SELECT * FROM unnest($2, $3, $4) AS a (participant_id, ballot_id, token_hash)),
            ballot AS (INSERT INTO ballots (id, survey_id) SELECT ballot_id, $1 FROM asked ORDER BY random() RETURNING id),
            invitation AS (INSERT INTO invitations (id, survey_id, participant_id, ballot_id) SELECT gen_random_uuid(), $1, participant_id, ballot_id FROM asked)
            INSERT INTO ballot_tokens (token_hash, ballot_id) SELECT token_hash, ballot_id FROM asked JOIN ballot ON ballot.id = ballot_id ORDER BY random()
            """);
        insert.Parameters.Add(new() { Value = survey });
        insert.Parameters.Add(new() { Value = people.Select(p => p.Participant).ToArray() });
        insert.Parameters.Add(new() { Value = people.Select(p => p.Ballot).ToArray() });
        insert.Parameters.Add(new() { Value = people.Select(p => ReceiptCodes.HashOf(p.Code)!).ToArray() });
        await insert.ExecuteNonQueryAsync();
        return [.. people.Select(p => (p.Participant, p.Code))];
    }
}
