using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

/// <summary>Somebody who is given a code for their ballot.</summary>
/// <param name="NotificationId">Of the message that brings it, if one does.</param>
sealed record Bearer(Guid ParticipantId, Guid BallotId, Guid NotificationId)
{
    public string Code { get; } = ReceiptCodes.New();
}

/// <summary>Stores the hashes of codes and sends the codes on their way, in the transaction that the caller has begun.</summary>
sealed class HandOut(SurveysDb db, Notifications notifications, IConfiguration configuration)
{
    /// <returns>Null when no key has been announced.</returns>
    public async Task<byte[]?> KeyAsync(CancellationToken ct) =>
        await db.Set<MessageKey>().OrderByDescending(key => key.AnnouncedAt).Select(key => key.PublicKey).FirstOrDefaultAsync(ct);

    public async Task StoreAsync(IReadOnlyList<Bearer> bearers, CancellationToken ct)
    {
        // By hash: the order of these rows says nothing about that of the invitations.
        var tokens = bearers.Select(bearer => (Hash: ReceiptCodes.HashOf(bearer.Code)!, bearer.BallotId))
            .OrderBy(token => Convert.ToHexString(token.Hash), StringComparer.Ordinal)
            .ToList();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO ballot_tokens (token_hash, ballot_id)
            SELECT * FROM unnest({tokens.Select(token => token.Hash).ToArray()}, {tokens.Select(token => token.BallotId).ToArray()})
            """, ct);
    }

    public void Send(Survey survey, string template, IEnumerable<Bearer> bearers, byte[] key)
    {
        var values = new Dictionary<string, string> { ["title"] = survey.Title, ["surveyUrl"] = PageOf(survey.Id) };
        foreach (var bearer in bearers)
            notifications.Request(
                bearer.NotificationId, survey.ProjectId, bearer.ParticipantId, template, values,
                secrets: new(new Dictionary<string, string> { ["code"] = bearer.Code }, key));
    }

    /// <summary>Where the survey is answered: <c>Invitations:PageUrl</c> with <c>{id}</c>, or the survey itself at the gateway.</summary>
    string PageOf(Guid surveyId) =>
        (configuration["Invitations:PageUrl"] ?? $"{configuration["Auth:Issuer"]?.TrimEnd('/')}/api/surveys/v1/surveys/{{id}}").Replace(
            "{id}", surveyId.ToString(), StringComparison.Ordinal);
}
