using System.Text.Json;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys.Imports;
using QLab.Surveys.Invitations;
using QLab.Surveys.Responses;

namespace QLab.Surveys;

/// <summary>What this service keeps about people, but for what coding keeps of coders.</summary>
static class SurveysPersonalData
{
    public static void AddSurveysPersonalData(this IServiceCollection services)
    {
        services.AddScoped<IPersonalData, InvitationsPersonalData>();
        services.AddScoped<IPersonalData, ResponsesPersonalData>();
        // Lines on their way into a survey, there for seconds. Whoever is erased in them is not imported.
        services.AddPersonalRows<ImportLine>(
            "importedLines", ["import_lines"],
            subject => line => line.ParticipantId != null && subject.Pseudonyms.Contains(line.ParticipantId.Value),
            lines => lines.Select(l => new { l.ImportId, l.ParticipantId, Answers = AsJson(l.Answers), l.SubmittedAt }));
    }

    static JsonElement AsJson(string answers) => JsonElement.Parse(answers);
}
