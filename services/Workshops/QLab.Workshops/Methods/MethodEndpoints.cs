using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Methods;

static class MethodEndpoints
{
    public static void MapMethods(this RouteGroupBuilder api)
    {
        var methods = api.MapGroup("/methods").WithTag("Methods", "How people work together in a session: to try yourself, and to adapt.");
        methods.MapGet("", ReadMethods.List).AllowAnonymous().PublicFor(TimeSpan.FromMinutes(1))
            .WithSummary("The method library, by words, number of people, minutes, form or access need");
        methods.MapGet("{id:guid}", ReadMethods.Get).AllowAnonymous().PublicFor(TimeSpan.FromMinutes(1))
            .WithSummary("One method, step by step");
        methods.MapPost("", AddMethod.Handle).RequireScope("workshops:write")
            .WithSummary("Adds a method of the Lab's own, or one adapted from another that stays as it is");
        methods.MapPut("{id:guid}", CorrectMethod.Handle).RequireScope("workshops:write")
            .WithSummary("Corrects a method of the Lab's own, with a reason");
        methods.MapDelete("{id:guid}", CorrectMethod.Remove).RequireScope("workshops:write").WithName("removeMethod")
            .WithSummary("Removes a method of the Lab's own");
        methods.MapChanges<Method>(Method.Noun).RequireScope("workshops:write").WithName("readMethodChanges")
            .WithSummary("Who corrected a method, when and why, with what it said before");
    }
}

static class MethodErrors
{
    public static Refusal OfTheLibrary => Refusal.Conflict(
        "method-of-the-library", "This method comes with the platform and stays as it is; add one that is based on it.");
}
