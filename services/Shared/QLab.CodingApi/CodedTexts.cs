using System.Linq.Expressions;
using Microsoft.AspNetCore.Http;
using QLab.Coding;
using QLab.Coding.Refi;
using QLab.CodingApi.Refi;
using QLab.Contributions;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi;

/// <summary>What texts are coded in: a survey, an interview.</summary>
public record CodedOrigin(Guid Id, Guid ProjectId, string Title);

/// <param name="Passage">A passage.</param>
/// <param name="Text">What the text says in which it stands; null when it is gone or may not be used for research.</param>
public sealed record PassageInText(Passage Passage, CodePoints? Text);

/// <summary>Where the texts of a service are that may be used for research, and what else of coding is its own.</summary>
public abstract class CodedTexts
{
    /// <summary>What texts are coded in, as people say it: "survey".</summary>
    public abstract string Noun { get; }

    /// <summary>There are no words that could be coded.</summary>
    public abstract Refusal NoText { get; }

    /// <summary>The words that were coded are there no more.</summary>
    public abstract Refusal WordsGone { get; }

    /// <summary>Below which passages and memos have their addresses.</summary>
    public abstract string AddressOf(Guid origin);

    public abstract Task<CodedOrigin?> FindAsync(Guid origin, CancellationToken ct);

    /// <summary>What is wrong with asking about this part of each contribution, by JSON Pointer; null when nothing is.</summary>
    public virtual Dictionary<string, string[]>? FaultsOf(CodedOrigin origin, string? part) => null;

    /// <summary>
    /// A text, which stays as it is until the transaction ends: whoever changes it or takes it back waits for whoever is coding, and they
    /// for it. Coders do not wait for each other.
    /// </summary>
    public abstract Task<CodePoints?> HeldAsync(TextPlace place, CancellationToken ct);

    /// <summary>How passages are read with their texts, by one query.</summary>
    public abstract Expression<Func<Passage, PassageInText>> InText(CodedOrigin origin);

    /// <param name="part">One part of each contribution; every text when null.</param>
    public abstract IAsyncEnumerable<(TextPlace Place, string Text)> AllAsync(CodedOrigin origin, string? part, CancellationToken ct);

    /// <summary>Tells in a header how much is left out because it may not be used for research.</summary>
    public abstract Task TellLeftOutAsync(Guid origin, HttpResponse answer, CancellationToken ct);

    /// <summary>
    /// Why no memo can be written about something that is no theme. What it is about stays until the transaction ends, so that none is
    /// written about what is being taken back.
    /// </summary>
    public abstract Task<Refusal?> HoldSubjectAsync(Guid origin, Guid about, CancellationToken ct);

    /// <summary>As others hear of it, who know neither words nor coders.</summary>
    public virtual void Tell(IEvents events, CodedRange passage, DateTimeOffset now)
    {
        if (passage.Removed) events.Publish(new ContributionUncoded(passage.Id, passage.ProjectId, passage.Version, now));
        else
            events.Publish(new ContributionCoded(
                passage.Id, passage.ContributionId, passage.OriginId, passage.ProjectId, passage.ThemeId, passage.Part,
                passage.StartPosition, passage.EndPosition, passage.Version, now));
    }

    /// <summary>As its coder is told of it who asks what is held about them.</summary>
    public abstract object Told(Passage passage);

    /// <inheritdoc cref="Told(Passage)"/>
    public abstract object Told(Memo memo);

    /// <summary>The texts with what is coded in them, for another program.</summary>
    public abstract IAsyncEnumerable<RefiSource> SourcesAsync(
        CodedOrigin origin, string? part, IReadOnlyList<Passage> passages, IReadOnlyList<Memo> memos, CodeBook book, CancellationToken ct);

    /// <summary>A project file would hold more texts than can be.</summary>
    public virtual Refusal TooManyTexts =>
        Refusal.Conflict("too-many-texts", $"A project file holds at most {ProjectWriter.MostTexts} texts.");

    /// <summary>Takes what a file has coded in texts that are here.</summary>
    /// <returns>The texts of the file that are not, but have something in them.</returns>
    public abstract Task<IReadOnlyList<RefiSource>> TakeAsync(
        TakeCodings import, CodedOrigin origin, IReadOnlyList<RefiSource> sources, CancellationToken ct);
}
