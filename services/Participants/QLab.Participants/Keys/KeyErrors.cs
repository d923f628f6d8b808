using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Keys;

static class KeyErrors
{
    public static Refusal Rotating(DateTimeOffset signsFrom, DateTimeOffset now) =>
        Refusal.Conflict("rotation-under-way", $"A new key is published already and signs from {signsFrom.UtcDateTime:O}.") with
        {
            RetryAfterSeconds = (int)Math.Ceiling((signsFrom - now).TotalSeconds),
        };
}
