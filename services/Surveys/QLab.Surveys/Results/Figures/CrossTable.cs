using QLab.Questionnaires;
using QLab.ServiceDefaults.Disclosure;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results.Figures;

/// <summary>Responses by two things at once, with what must not be seen withheld.</summary>
sealed class CrossTable
{
    readonly long[][] counts;
    readonly bool[][] hidden;

    CrossTable(Counts all, IReadOnlyList<Counts> groups, Question question, string? row, Func<bool[][]?> withhold)
    {
        Responses = all.Responses;
        Lines = [.. groups.Select(group => group.Responses)];
        counts = [.. groups.Select(group => Categories.Count(question, row, group.Of(question.Id)))];
        Width = Categories.Of(question).Count;
        hidden = withhold() ?? [.. counts.Select(_ => Enumerable.Repeat(true, Width).ToArray())];
    }

    public long Responses { get; }

    /// <summary>How many responses are in each line, with those that did not answer the column's question.</summary>
    public IReadOnlyList<long> Lines { get; }

    public int Width { get; }

    public int Height => counts.Length;

    /// <summary>Whether each response is in one cell.</summary>
    public required bool IsPartition { get; init; }

    public bool IsHidden(int line, int column) => hidden[line][column];

    public bool IsWhole(int line) => !hidden[line].Any(cell => cell);

    public bool IsWholeColumn(int column) => !hidden.Any(line => line[column]);

    public bool IsComplete => Enumerable.Range(0, Height).All(IsWhole);

    public long Count(int line, int column) => counts[line][column];

    public long InLine(int line) => counts[line].Sum();

    public long InColumn(int column) => counts.Sum(line => line[column]);

    /// <param name="tally">Of responses in groups, the lines.</param>
    /// <param name="lines">The groups in order.</param>
    /// <param name="overlap">Whether a response can be in several lines.</param>
    /// <param name="question">What the columns are about.</param>
    /// <param name="row">Its row, if it is a matrix.</param>
    /// <param name="suppress">Whether small numbers, and what gives them away, are withheld.</param>
    public static CrossTable Of(Tally tally, IReadOnlyList<string> lines, bool overlap, Question question, string? row, bool suppress)
    {
        var groups = lines.Select(line => tally.Groups.GetValueOrDefault(line) ?? new()).ToList();
        var silent = tally.Groups.GetValueOrDefault(Dimensions.None) ?? new();
        var partition = !overlap && question.Type != QuestionType.MultipleChoice && !question.Repeats;
        return new(tally.All, groups, question, row, () =>
            !suppress ? Nothing() : partition ? CrossWithholding.Of([.. groups.Append(silent)
                .Select(WithTheSilent)]) : groups.Append(silent).Any(IsSmallSomewhere) ? null : Nothing())
        {
            IsPartition = partition,
        };

        bool[][] Nothing() => [.. groups.Select(_ => new bool[Categories.Of(question).Count])];

        long[] WithTheSilent(Counts group)
        {
            var parts = Categories.Count(question, row, group.Of(question.Id));
            return [.. parts, group.Responses - parts.Sum()];
        }

        bool IsSmallSomewhere(Counts group) => new[] { group, new Counts().Merge(tally.All, 1).Merge(group, -1) }.Any(side =>
        {
            var (parts, answered) = (Categories.Count(question, row, side.Of(question.Id)), side.Of(question.Id).Answered);
            return SmallNumbers.IsSmall(side.Responses) || SmallNumbers.IsSmall(answered) || SmallNumbers.IsSmall(side.Responses - answered)
                || Withholding.HasSmall(parts) || Withholding.HasSmall(parts.Select(part => answered - part));
        });
    }
}
