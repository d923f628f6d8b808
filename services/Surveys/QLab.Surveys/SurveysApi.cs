using Microsoft.EntityFrameworkCore;
using QLab.CodingApi;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Coding;
using QLab.Surveys.Consents;
using QLab.Surveys.Exports;
using QLab.Surveys.Fhir;
using QLab.Surveys.Imports;
using QLab.Surveys.Invitations;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Questionnaires.Drafts;
using QLab.Surveys.Questionnaires.Reading;
using QLab.Surveys.Responses;
using QLab.Surveys.Results;
using QLab.Surveys.Surveys;

namespace QLab.Surveys;

/// <summary>What this service is about, noun by noun.</summary>
static class SurveysApi
{
    public static void AddSurveysApi(this IServiceCollection services)
    {
        services.AddSurveysPersonalData();
        services.DescribeLocalTexts();
        services.AddSurveys();
        services.AddInvitations();
        services.AddIntake();
        services.AddConsents();
        services.AddCoding<SurveyTexts>();
        services.AddImports();
        services.AddExports();
        services.AddResults();
        services.AddFhir();
    }

    public static void MapSurveysApi(this RouteGroupBuilder api)
    {
        api.BindToProjects(
            ThingsOfProjects.Each<Survey>("surveys"), ThingsOfProjects.Each<QuestionnaireDraft>("questionnaire-drafts"),
            ThingsOfProjects.Each<Questionnaire>("questionnaires") with { Member = nameof(OpenSurveyRequest.QuestionnaireId) },
            ThingsOfProjects.Each<Questionnaire>("Questionnaire"),
            OfSurvey<Export>("exports"), OfSurvey<Import>("imports"));
        api.MapQuestionnaires();
        api.MapSurveys();
        api.MapInvitations();
        api.MapResponses();
        api.MapConsents();
        api.MapImports();
        api.MapResults();
        api.MapCoding();
        api.MapExports();
        api.MapFhir();
    }

    static ThingsOfProjects OfSurvey<TEntity>(string noun) where TEntity : class => new(
        noun, typeof(TEntity).Name.ToLowerInvariant(), (db, text) =>
        {
            var id = Guid.Parse(text);
            return from row in db.Set<TEntity>()
                   join survey in db.Set<Survey>() on EF.Property<Guid>(row, "SurveyId") equals survey.Id
                   where EF.Property<Guid>(row, "Id") == id
                   select survey.ProjectId;
        });
}
