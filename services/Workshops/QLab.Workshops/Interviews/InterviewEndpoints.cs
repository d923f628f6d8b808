using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Interviews;

static class InterviewEndpoints
{
    const int LargestFile = 100 * 1024 * 1024;

    /// <summary>As many letters as a transcript may have, each of them escaped in JSON.</summary>
    const int LargestTranscript = 4 * 1024 * 1024;

    public static FileRules Files { get; } = new(LargestFile, [.. FileType.Recordings]);

    public static IServiceCollection AddInterviews(this IServiceCollection services) =>
        services.AddScoped<WriteTranscript>().AddDueWork<DeleteEndedRecordings>();

    public static RouteGroupBuilder MapInterviews(this RouteGroupBuilder api)
    {
        var interviews = api.MapGroup("/interviews")
            .WithTag("Interviews", "Interviews and focus groups along a topic guide; each speaker goes by a name that is not theirs.");
        interviews.MapPost("", ArrangeInterview.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Arranges an interview or a focus group");
        interviews.MapPost("pairs", PairPeers.Handle).RequireScope("workshops:write")
            .WithSummary("Draws pairs of people with lived experience who interview each other");
        interviews.MapGet("", ReadInterviews.List).RequireScope("workshops:read").OpenToCoordinators().WithSummary("Interviews")
            .RefusesUnknown<WorkshopsDb>(
                ("projectId", (db, _) => db.Projects.Select(p => p.Id)), ("workshopId", (db, _) => db.Workshops.Select(w => w.Id)));
        interviews.MapGet("{id:guid}", ReadInterviews.Get)
            .RequireScope("workshops:read")
            .WithSummary("One interview, without what was said");
        interviews.MapPut("{id:guid}/speakers/{speakerId:guid}/agreement", AgreeToInterview.OnBehalf).WithName("agreeOnBehalf")
            .RequireScope("workshops:write").WithSummary("Records that somebody agreed to be interviewed and written down, or did not");
        interviews.MapPut("{id:guid}/transcript", WriteTranscript.Handle).RequireScope("workshops:write").WithLimits(LargestTranscript)
            .WithSummary("Writes down who said what: as text, WebVTT or SubRip");
        interviews.MapGet("{id:guid}/transcript", ReadInterviews.Transcript).WithName("getTranscript").RequireScope("workshops:read")
            .WithSummary("What was said, as far as it may be used for research");
        interviews.MapPost("{id:guid}/transcript/remove", WriteTranscript.Remove).WithName("removeTranscript").RequireScope("workshops:write")
            .WithSummary("Removes the transcript, with a reason");
        interviews.MapPost("{id:guid}/recordings", KeepRecording.Handle).RequireScope("workshops:write").TakesFile(Files)
            .WithSummary("Keeps a recording until a day");
        interviews.MapGet("{id:guid}/recordings", Recordings.List).WithName("listRecordings").RequireScope("workshops:write")
            .WithSummary("Which recordings there are");
        interviews.MapGet("{id:guid}/recordings/{recordingId:guid}/file", Recordings.File).WithName("downloadRecording")
            .RequireScope("workshops:write").WithSummary("A recording: whole, or a range of it");
        interviews.MapDelete("{id:guid}/recordings/{recordingId:guid}", Recordings.Remove).WithName("removeRecording")
            .RequireScope("workshops:write").WithSummary("Removes a recording before its day");

        var mine = api.MapMe().MapGroup("/interviews");
        mine.MapGet("", ReadInterviews.Mine).WithName("listMyInterviews").WithSummary("The interviews that I speak in");
        mine.MapPut("{id:guid}/agreement", AgreeToInterview.Mine).WithName("agreeToMyInterview")
            .WithSummary("Says whether I agree to be interviewed and written down");
        mine.MapGet("{id:guid}/words", ReadInterviews.MyWords).WithName("getMyWords").WithSummary("What I said");
        return api;
    }
}
