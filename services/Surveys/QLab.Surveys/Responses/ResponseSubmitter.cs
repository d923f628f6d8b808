using System.Diagnostics.Metrics;
using System.Text.Json;
using Npgsql;
using QLab.Questionnaires.Answering;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Telemetry;
using QLab.Surveys.Consents;
using QLab.Surveys.Contracts;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Responses;

/// <summary>The request that brings a response.</summary>
/// <param name="Key">The Idempotency-Key that it came with.</param>
/// <param name="IsStaff">Whether the caller may say whose response it is, and in a made-up project of which day.</param>
sealed record Submission(Guid SurveyId, SubmitResponseRequest Request, string? Key, bool IsStaff);

/// <summary>The response, or why there is none.</summary>
sealed record SubmissionResult(Guid Id, DateTimeOffset SubmittedAt)
{
    /// <summary>What its respondent is told.</summary>
    public SubmittedResponse? Response { get; init; }

    public Dictionary<string, string[]>? Faults { get; init; }
    public Refusal? Refusal { get; init; }

    public static SubmissionResult Not(Refusal refusal) => new(default, default) { Refusal = refusal };
}

/// <summary>Takes responses in, however they came: checks them as the page does, and stores each once however often it is sent.</summary>
sealed class ResponseSubmitter(
    SurveyForms surveys, ReceiptSecret secret, ResponseWriter writer, NpgsqlDataSource database, IMeterFactory meters, TimeProvider time)
{
    const int Tries = 5;

    readonly Counter<long> responses = meters.QLab().CreateCounter<long>(
        "qlab.survey.responses", "{response}", "Responses submitted and stored; imported ones are not counted");

    public async Task<SubmissionResult> SubmitAsync(Submission submission, CancellationToken ct)
    {
        var (surveyId, request, key) = (submission.SurveyId, submission.Request, submission.Key);
        if (key is not null && request.InvitationCode is { } code && ReceiptCodes.Same(key, code))
            return SubmissionResult.Not(ResponseErrors.CodeAsKey);
        var receipt = key is null ? Receipt.New() : Receipt.For(key, surveyId, await secret.ReadAsync(ct));
        var result = await SubmitAsync(submission, receipt.ResponseId(surveyId), ct);
        return result is { Faults: null, Refusal: null }
            ? result with { Response = SubmittedResponse.Of(result.Id, surveyId, result.SubmittedAt, receipt) }
            : result;
    }

    async Task<SubmissionResult> SubmitAsync(Submission submission, Guid id, CancellationToken ct)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await surveys.FindAsync(submission.SurveyId, ct) is not { } survey)
                return SubmissionResult.Not(Refusal.NotFound("survey"));
            if (await TryAsync(submission, id, survey, ct) is { } result) return result;
            surveys.Forget(submission.SurveyId);
        }
        return SubmissionResult.Not(Refusal.LostRace);
    }

    /// <returns>Null when the survey is no longer the one that was read.</returns>
    async Task<SubmissionResult?> TryAsync(Submission submission, Guid id, SurveyForm form, CancellationToken ct)
    {
        var (request, survey, now) = (submission.Request, form.Survey, time.GetUtcNow());
        var check = form.Form.Check(request.Answers, survey.HiddenAnswers);
        var languages = form.Form.Definition.Languages;
        var language = request.Language ?? languages[0];

        var invited = request.InvitationCode is null ? null : await FoundBallot.OfAsync(database, survey.Id, request.InvitationCode, ct);
        if (Refuse(submission, survey, invited, now) is { } refusal)
            return await EarlierAsync(id, request, check, ct) ?? (await IsStillAsync(survey, ct) ? SubmissionResult.Not(refusal) : null);
        var faults = check.Faults.ToDictionary();
        if (!languages.Contains(language))
            faults["/language"] = [$"The questionnaire has no such language; it has: {string.Join(", ", languages)}."];
        if (request.GivenOn is { } day && StoryDays.Fault(day, form.Simulated && submission.IsStaff, now) is { } fault)
            faults["/givenOn"] = [fault];
        var consents = FormConsent.Read(survey, request.Consents, faults);
        if (consents.Length > 0 && survey.Mode == SurveyMode.Confidential && request.InvitationCode is null)
            faults["/consents"] =
                ["Participants give their consents to the Lab, which records them there and not with a confidential answer."];
        if (request.ConsentVersion is { } shown && shown != survey.ConsentVersion && await EarlierAsync(id, request, check, ct) is null)
            return await IsStillAsync(survey, ct) ? SubmissionResult.Not(ConsentErrors.Reworded(survey.ConsentVersion)) : null;
        if (faults.Count > 0) return new(default, default) { Faults = faults };

        var isAnonymous = survey.Mode == SurveyMode.Anonymous;
        if (request.ParticipantId is { } named && await HasLeftAsync(survey.ProjectId, named, ct))
            return SubmissionResult.Not(ResponseErrors.HasLeft);
        var participant = isAnonymous ? null : invited?.ParticipantId ?? request.ParticipantId;
        var submittedAt = request.GivenOn is { } given ? StoryDays.At(given) : isAnonymous ? new(now.UtcDateTime.Date, TimeSpan.Zero) : now;
        var told = new ResponseSubmitted(id, survey.Id, survey.ProjectId, participant, submittedAt);
        var response = new PendingResponse(
            id, survey.Id, survey.RowVersion, participant, language, JsonSerializer.Serialize(check.Kept), submittedAt,
            [
                EventRow.Of(told, now), EventRow.Of(ResponseContribution.Given(told, consents), now),
                .. FormConsentEvents.Of(submission, survey, told, consents, now),
            ])
        {
            Consents = consents, ConsentVersion = survey.ConsentVersion > 0 ? survey.ConsentVersion : null,
            Quotas = form.QuotasOf(check.Kept), BallotId = invited?.BallotId, SavedCodeHash = ReceiptCodes.HashOf(request.ResumeCode),
        };
        await writer.CommitAsync(response, ct);
        if (response.Outcome == Outcome.Stored)
        {
            responses.Add(1, Measures.Tag("qlab.survey.mode", survey.Mode));
            return new(id, submittedAt);
        }
        if (await EarlierAsync(id, request, check, ct) is { } earlier) return earlier;
        if (!await IsStillAsync(survey, ct)) return null;
        return response.Outcome switch
        {
            Outcome.QuotaFull => SubmissionResult.Not(ResponseErrors.QuotaFull),
            Outcome.BallotUsed when !await IsUsableAsync(request.InvitationCode!, survey.Id, ct) =>
                SubmissionResult.Not(ResponseErrors.InvitationUsed),
            _ when participant is not null && await HasAnsweredAsync(survey.Id, participant.Value, ct) =>
                SubmissionResult.Not(ResponseErrors.AnsweredAlready),
            _ => null,
        };
    }

    static Refusal? Refuse(Submission submission, Survey survey, FoundBallot? invited, DateTimeOffset now) => survey switch
    {
        _ when !survey.IsOpen(now) => SurveyErrors.NotOpenAt(survey, now),
        _ when submission.Request.InvitationCode is not null =>
            invited is null ? ResponseErrors.InvitationUsed
            : submission.Request.ParticipantId is null ? null
            : survey.Mode == SurveyMode.Anonymous ? ResponseErrors.Anonymous : ResponseErrors.InvitationSaysWho,
        { Access: SurveyAccess.Invited } => ResponseErrors.NeedsInvitation,
        { Mode: SurveyMode.Anonymous } => submission.Request.ParticipantId is null ? null : ResponseErrors.Anonymous,
        _ when !submission.IsStaff => ResponseErrors.NeedsToken,
        _ => submission.Request.ParticipantId is null ? ResponseErrors.NeedsParticipant : null,
    };

    /// <summary>The response that came with the same key before: the same one again, or another under the same key.</summary>
    async Task<SubmissionResult?> EarlierAsync(Guid id, SubmitResponseRequest request, Checked check, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            SELECT r.submitted_at, r.withdrawn, coalesce(
                (SELECT e.answers FROM earlier_answers e WHERE e.response_id = r.id ORDER BY e.position LIMIT 1), r.answers)::text, r.participant_id,
                r.consents, r.contribution_version
            FROM responses r WHERE r.id = $1
            """);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        if (reader.GetBoolean(1)) return SubmissionResult.Not(ResponseErrors.Withdrawn);
        using var first = JsonDocument.Parse(reader.GetString(2));
        var isTheirs = request.ParticipantId is not { } named || (!reader.IsDBNull(3) && reader.GetGuid(3) == named);
        if (!isTheirs || !JsonElement.DeepEquals(first.RootElement, JsonSerializer.SerializeToElement(check.Kept)))
            return SubmissionResult.Not(ResponseErrors.KeyReused);
        // What was agreed to may have been amended since; then nobody knows any more what came first.
        var sameConsents = reader.GetInt32(5) > 1 || reader.GetFieldValue<string[]>(4).ToHashSet().SetEquals(request.Consents ?? []);
        return sameConsents ? new(id, reader.GetFieldValue<DateTimeOffset>(0)) : SubmissionResult.Not(ConsentErrors.OtherConsents);
    }

    async Task<bool> HasLeftAsync(Guid projectId, Guid participant, CancellationToken ct)
    {
        await using var command =
            database.CreateCommand("SELECT EXISTS (SELECT FROM participants WHERE project_id = $1 AND id = $2 AND NOT present)");
        command.Parameters.Add(new() { Value = projectId });
        command.Parameters.Add(new() { Value = participant });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    async Task<bool> HasAnsweredAsync(Guid surveyId, Guid participant, CancellationToken ct)
    {
        await using var command =
            database.CreateCommand("SELECT EXISTS (SELECT FROM responses WHERE survey_id = $1 AND participant_id = $2)");
        command.Parameters.Add(new() { Value = surveyId });
        command.Parameters.Add(new() { Value = participant });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Ballots are printed again under other ids now and then.</summary>
    async Task<bool> IsUsableAsync(string code, Guid surveyId, CancellationToken ct) =>
        await FoundBallot.OfAsync(database, surveyId, code, ct) is not null;

    async Task<bool> IsStillAsync(Survey survey, CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT xmin FROM surveys WHERE id = $1");
        command.Parameters.Add(new() { Value = survey.Id });
        return await command.ExecuteScalarAsync(ct) is uint version && version == survey.RowVersion;
    }
}

/// <summary>The unused ballot that an invitation code stands for.</summary>
/// <param name="ParticipantId">Whose it is; null in an anonymous survey, where nobody knows.</param>
sealed record FoundBallot(Guid BallotId, Guid? ParticipantId)
{
    public static async Task<FoundBallot?> OfAsync(NpgsqlDataSource database, Guid surveyId, string code, CancellationToken ct)
    {
        if (ReceiptCodes.HashOf(code) is not { } hash) return null;
        await using var command = database.CreateCommand("""
            SELECT b.id, i.participant_id FROM ballot_tokens t
            JOIN ballots b ON b.id = t.ballot_id LEFT JOIN invitations i ON i.survey_id = b.survey_id AND i.number = b.number
            WHERE t.token_hash = $1 AND b.survey_id = $2
            """);
        command.Parameters.Add(new() { Value = hash });
        command.Parameters.Add(new() { Value = surveyId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new(reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1)) : null;
    }
}
