using System.Collections.Concurrent;
using Npgsql;
using QLab.Questionnaires;

namespace QLab.Surveys.Results.Tallying;

/// <summary>The questions of surveys by id. What a survey asks never changes, so it is read once.</summary>
sealed class SurveyQuestions
{
    const int Most = 500;
    readonly ConcurrentDictionary<Guid, IReadOnlyDictionary<string, Question>> read = [];

    public async Task<IReadOnlyDictionary<string, Question>> OfAsync(Guid surveyId, NpgsqlConnection connection, CancellationToken ct)
    {
        if (read.TryGetValue(surveyId, out var questions)) return questions;
        await using var command = new NpgsqlCommand("SELECT q.definition::text FROM surveys s JOIN questionnaires q ON q.id = s.questionnaire_id WHERE s.id = $1", connection)
        {
            Parameters = { new() { Value = surveyId } },
        };
        if (await command.ExecuteScalarAsync(ct) is not string json) return new Dictionary<string, Question>();
        questions = DefinitionJson.Read(json).InPageOrder().DistinctBy(q => q.Id).ToDictionary(q => q.Id);
        if (read.Count >= Most) read.Clear();
        return read[surveyId] = questions;
    }
}
