using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews;

static class InterviewErrors
{
    public static Refusal NotAgreed(IEnumerable<string> speakers) => Refusal.Conflict(
        "speakers-not-agreed", $"Not everybody has agreed to be interviewed and written down yet: {string.Join(", ", speakers)}.");

    public static Refusal Declined => Refusal.Conflict(
        "speaker-declined", "They have said no themselves; only they can say yes, under my interviews.");

    public static Refusal Transcribed => Refusal.Conflict(
        "interview-transcribed", "What was said has been written down; have the transcript removed first.");

    public static Refusal NoTranscript => Refusal.NotFound("transcript");
}
