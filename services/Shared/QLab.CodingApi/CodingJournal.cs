using QLab.Coding;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;

namespace QLab.CodingApi;

/// <summary>Every change of a passage or memo: what it was before and what it is then, for those who step back.</summary>
public sealed class CodingJournal(ServiceDb db, CodedTexts texts, IEvents events)
{
    /// <remarks>What others hear of is the range and the theme: a memo is for those who code.</remarks>
    /// <param name="state">What becomes of it; null takes it away.</param>
    /// <param name="at">When it was changed, where that was earlier than now and elsewhere.</param>
    /// <param name="target">Which step is undone or done again.</param>
    public void Take(
        StepKind kind, ICoded thing, CodedState? state, Guid coder, DateTimeOffset now, DateTimeOffset? at = null, long? target = null)
    {
        var passage = thing as Passage;
        var version = passage?.Version;
        db.Add(CodingStep.Take(kind, thing, state, coder, now, at, target));
        if (passage is not null && passage.Version != version) texts.Tell(events, passage, now);
    }
}
