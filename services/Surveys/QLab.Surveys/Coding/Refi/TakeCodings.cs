using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Surveys.Coding.Refi;

/// <summary>Takes what a file has coded in the texts of a survey.</summary>
sealed class TakeCodings(
    SurveysDb db, IEvents events, CodedSurvey survey, Guid importer, DateTimeOffset now, RefiProject file, CodeBook book)
    : CodingImport(survey.Id, file, book, importer, now)
{
    /// <summary>Reads what is here already, and makes the coders of the file known under their ids.</summary>
    public async Task KnowAsync(CancellationToken ct)
    {
        var (codings, notes) = (CodingIds, NoteIds);
        Know(
            await db.Set<Passage>().Where(p => p.SurveyId == survey.Id || codings.Contains(p.Id)).ToListAsync(ct),
            await db.Set<Memo>().Where(m => notes.Contains(m.Id)).ToListAsync(ct));
        await db.Database.ExecuteSqlAsync($"INSERT INTO coders (id) SELECT unnest({Coders}) ON CONFLICT DO NOTHING", ct);
    }

    public void Take(RefiSource source, TextPlace place, CodePoints text)
    {
        foreach (var selection in source.Selections.Where(selection => IsSound(selection, text.Length)))
            Take(selection, place, text, selection.Start, selection.End);
        foreach (var coding in source.Codings) Take(coding, [], place, text, 0, text.Length);
        TakeMemosAbout(source, place.ContributionId);
    }

    protected override CodedRange NewPassage(Guid id, TextPlace place, Guid coder, DateTimeOffset codedAt)
    {
        var passage = new Passage
        {
            Id = id, SurveyId = survey.Id, ProjectId = survey.ProjectId, ResponseId = place.ContributionId, Question = place.Part,
            CoderId = coder, CodedAt = codedAt,
        };
        db.Add(passage);
        return passage;
    }

    protected override void Change(CodedRange passage, CodedState state) =>
        RecodePassage.Change(db, events, passage, state, StepKind.Imported, Importer, Now);

    protected override CoderMemo NewMemo(Guid id, bool aboutTheme, Guid aboutId, Guid coder)
    {
        var memo = new Memo
        {
            Id = id, SurveyId = survey.Id, About = aboutTheme ? MemoAbout.Theme : MemoAbout.Response, AboutId = aboutId, CoderId = coder,
        };
        db.Add(memo);
        return memo;
    }

    protected override void Change(CoderMemo memo, CodedState state, DateTimeOffset at) =>
        db.Add(CodingStep.Take(StepKind.Imported, memo, state, Importer, Now, at));
}
