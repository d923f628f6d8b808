namespace QLab.Publications.Consents;

static class ConsentingParticipants
{
    /// <summary>What nobody owns, and what was given anonymously, needs nobody's consent.</summary>
    public static IQueryable<Guid> ParticipantsWith(this PublicationsDb db, string purpose) =>
        db.Consents.Where(c => c.Purpose == purpose && c.Given).Select(c => c.ParticipantId);
}
