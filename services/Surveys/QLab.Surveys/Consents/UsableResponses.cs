using QLab.ReferenceData;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Consents;

/// <summary>
/// Which responses may be used for research: read, grouped, exported, coded. Everything that does so asks here. A response to a
/// confidential survey may be used as long as all of its batch may.
/// </summary>
static class UsableResponses
{
    /// <summary>As a condition in SQL, on the table of responses.</summary>
    /// <param name="alias">The table's alias in the statement.</param>
    public static string Sql(string alias) => $"""
        (({MayBeUsed.Sql(alias, Consent.Research)}) AND ({alias}.participant_id IS NULL
            OR {alias}.survey_id NOT IN (SELECT id FROM surveys WHERE mode = 'Confidential')
            OR EXISTS (SELECT FROM batched_responses member JOIN response_batches batch ON batch.id = member.batch_id
                WHERE member.response_id = {alias}.id AND batch.complete)))
        """;

    /// <summary>Why a response may not be used, as <see cref="LeftOut"/> names it, in SQL; null where it may.</summary>
    /// <inheritdoc cref="Sql"/>
    public static string ReasonSql(string alias) => $"""
        CASE WHEN {Sql(alias)} THEN NULL
        WHEN {alias}.participant_id IS NULL THEN
            (SELECT CASE asked.mode WHEN 'Anonymous' THEN '{LeftOut.NotTickedReason}' ELSE '{LeftOut.ErasedReason}' END
             FROM surveys asked WHERE asked.id = {alias}.survey_id)
        WHEN {alias}.survey_id IN (SELECT id FROM surveys WHERE mode = 'Confidential') THEN
            CASE WHEN EXISTS (SELECT FROM batched_responses member WHERE member.response_id = {alias}.id AND member.batch_id IS NOT NULL)
            THEN '{LeftOut.RestingReason}' ELSE '{LeftOut.ConfidentialReason}' END
        WHEN EXISTS (SELECT FROM consents heard
            WHERE heard.participant_id = {alias}.participant_id AND heard.purpose = '{Consent.Research}') THEN '{LeftOut.WithdrawnReason}'
        ELSE '{LeftOut.NotGivenReason}' END
        """;

    /// <summary>As a query.</summary>
    public static IQueryable<Response> Usable(this SurveysDb db) =>
        db.Responses.Where(response => !response.Withdrawn).Where(MayBeUsed.For<Response>(db, Consent.Research)).Where(response =>
            response.ParticipantId == null
            || db.Surveys.Any(survey => survey.Id == response.SurveyId && survey.Mode != SurveyMode.Confidential)
            || db.Set<BatchedResponse>().Any(member => member.ResponseId == response.Id
                && db.Set<ResponseBatch>().Any(batch => batch.Id == member.BatchId && batch.Complete)));
}
