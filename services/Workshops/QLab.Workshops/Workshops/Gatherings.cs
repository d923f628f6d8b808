using QLab.ServiceDefaults.Privacy;
using QLab.Workshops.Agenda;
using QLab.Workshops.Groups;
using QLab.Workshops.Methods;

namespace QLab.Workshops.Workshops;

/// <summary>Gatherings with all that prepares them and leads through them.</summary>
static class Gatherings
{
    public static void AddGatherings(this IServiceCollection services)
    {
        services.AddScoped<IPersonalData, FacilitatorsPersonalData>();
        services.AddScoped<IPersonalData, GroupsPersonalData>();
        services.AddScoped<CancelWorkshop>();
        services.AddScoped<ChangeNotices>();
        services.AddScoped<MethodLibrary>();
        services.AddScoped<RunAgenda>();
    }

    public static void MapGatherings(this RouteGroupBuilder api)
    {
        api.MapWorkshops();
        api.MapAgenda();
        api.MapMethods();
        api.MapGroups();
    }
}
