using QLab.CodingApi;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Agenda;
using QLab.Workshops.Bookings;
using QLab.Workshops.Calendars;
using QLab.Workshops.Commitments;
using QLab.Workshops.Groups;
using QLab.Workshops.Interviews;
using QLab.Workshops.Interviews.Coding;
using QLab.Workshops.Materials;
using QLab.Workshops.Methods;
using QLab.Workshops.Notes;
using QLab.Workshops.RolePlays;
using QLab.Workshops.Rounds;
using QLab.Workshops.Workshops;

namespace QLab.Workshops;

/// <summary>What this service is about, noun by noun.</summary>
static class WorkshopsApi
{
    public static void AddWorkshopsApi(this IServiceCollection services)
    {
        services.AddWorkshopsPersonalData();
        services.AddScoped<CancelWorkshop>();
        services.AddScoped<ChangeNotices>();
        services.AddScoped<MethodLibrary>();
        services.AddScoped<RunAgenda>();
        services.AddBookings();
        services.AddNotes();
        services.AddRounds();
        services.AddCommitments();
        services.AddInterviews();
        services.AddCoding<InterviewTexts>();
    }

    public static void MapWorkshopsApi(this RouteGroupBuilder api)
    {
        api.BindToProjects(
            ThingsOfProjects.Each<Workshop>("workshops"), ThingsOfProjects.Each<Round>("rounds"),
            ThingsOfProjects.Each<Interview>("interviews"));
        api.MapWorkshops();
        api.MapAgenda();
        api.MapMethods();
        api.MapGroups();
        api.MapBookings();
        api.MapCalendars();
        api.MapMaterials();
        api.MapNotes();
        api.MapRolePlays();
        api.MapRounds();
        api.MapCommitments();
        api.MapInterviews();
        api.MapCoding();
    }
}
