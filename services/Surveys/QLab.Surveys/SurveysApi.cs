using QLab.Coding;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys.Coding;
using QLab.Surveys.Consents;
using QLab.Surveys.Exports;
using QLab.Surveys.Fhir;
using QLab.Surveys.Imports;
using QLab.Surveys.Invitations;
using QLab.Surveys.Questionnaires;
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
        services.AddScoped<IPersonalData, InvitationsPersonalData>();
        services.AddScoped<IPersonalData, ResponsesPersonalData>();
        services.DescribeLocalTexts();
        services.AddSurveys();
        services.AddInvitations();
        services.AddIntake();
        services.AddConsents();
        services.AddCoding();
        services.AddImports();
        services.AddResults();
        services.AddFhir();
    }

    public static void MapSurveysApi(this RouteGroupBuilder api)
    {
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
}
