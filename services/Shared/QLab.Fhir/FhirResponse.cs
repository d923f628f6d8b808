using System.Globalization;
using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>A response as it is given out.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SubmittedAt">When it was given; midnight where only the day is known.</param>
/// <param name="ParticipantId">Whose it is, where the reader may know.</param>
/// <param name="Language">The language it was given in.</param>
/// <param name="Answers">By question id.</param>
public sealed record GivenResponse(Guid Id, DateTimeOffset SubmittedAt, Guid? ParticipantId, string Language, JsonElement Answers);

/// <summary>Responses as FHIR R4 QuestionnaireResponse resources (§12.2).</summary>
public static class FhirResponse
{
    public static void Write(Utf8JsonWriter json, QuestionnaireInfo questionnaire, GivenResponse response)
    {
        json.WriteStartObject();
        json.WriteString("resourceType", "QuestionnaireResponse");
        json.WriteString("id", response.Id);
        json.WriteString("language", response.Language);
        json.WriteString("questionnaire", questionnaire.Canonical);
        json.WriteString("status", "completed");
        if (response.ParticipantId is { } participant) WriteSubject(json, participant);
        json.WriteString("authored", Authored(response.SubmittedAt));
        WriteItems(json, questionnaire.Lines, response.Answers);
        json.WriteEndObject();
    }

    static void WriteSubject(Utf8JsonWriter json, Guid participant)
    {
        json.WriteStartObject("subject");
        json.WriteStartObject("identifier");
        json.WriteString("system", FhirNames.Participant);
        json.WriteString("value", participant);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <remarks>An anonymous response has a day and no time: then a day is what is written.</remarks>
    static string Authored(DateTimeOffset at) => at.UtcDateTime is { TimeOfDay.Ticks: 0 } day
        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    static void WriteItems(Utf8JsonWriter json, IReadOnlyList<FhirLine> lines, JsonElement answers)
    {
        if (!lines.Any(line => Says(line, answers))) return;
        json.WriteStartArray("item");
        foreach (var line in lines)
            if (Says(line, answers)) WriteItem(json, line, answers);
        json.WriteEndArray();
    }

    static void WriteItem(Utf8JsonWriter json, FhirLine line, JsonElement answers)
    {
        json.WriteStartObject();
        json.WriteString("linkId", line.Link);
        if (line.Target is { } target)
        {
            json.WriteStartArray("answer");
            var values = Given(line, answers).ToList();
            foreach (var (i, value) in values.Index())
            {
                json.WriteStartObject();
                WriteValue(json, target, value);
                if (i == 0) WriteItems(json, line.Inside, answers);
                json.WriteEndObject();
            }
            if (values.Count == 0)
            {
                json.WriteStartObject();
                WriteItems(json, line.Inside, answers);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        else
        {
            WriteItems(json, line.Inside, answers);
        }
        json.WriteEndObject();
    }

    static void WriteValue(Utf8JsonWriter json, FhirTarget target, JsonElement answer)
    {
        if (FhirValue.Write(target, answer) is { } value)
        {
            json.WritePropertyName($"value{value.Type}");
            value.Value.WriteTo(json);
        }
        else
        {
            json.WriteString("valueString", answer.ToString());
        }
    }

    static bool Says(FhirLine line, JsonElement answers) =>
        Given(line, answers).Any() || line.Inside.Any(inside => Says(inside, answers));

    static IEnumerable<JsonElement> Given(FhirLine line, JsonElement answers)
    {
        if (line.Target is not { } target || !answers.TryGetProperty(target.Question.Id, out var answer)) return [];
        if (target.Row is { } row)
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(row, out var cell) ? [cell] : [];
        return answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray() : [answer];
    }

    /// <summary>Whether an answer to this question is a list.</summary>
    public static bool IsMany(Question question) =>
        question.Repeats || question.Type is QuestionType.MultipleChoice or QuestionType.Ranking;
}
