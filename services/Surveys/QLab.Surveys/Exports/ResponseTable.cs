using System.Buffers;
using System.Text.Json;
using QLab.Questionnaires;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

/// <summary>Wide data: a row for each response, columns for each question.</summary>
sealed class ResponseTable : IRowFormat<FrozenResponse>
{
    readonly ITableWriter cells;
    readonly (ResponseColumn Column, AnswerParts? Parts, int Question)[] columns;
    readonly GivenAnswers given;
    readonly bool daysOnly;
    readonly AnswerText text = new();
    readonly JoinedCell joined;

    public ResponseTable(ITableWriter cells, ExportSpecification contents)
    {
        (this.cells, daysOnly) = (cells, contents.DaysOnly);
        joined = new(text);
        given = new(contents.Questions);
        columns = [.. contents.Columns.Select(column => column.Question is { } question
            ? (column, new AnswerParts(column), given.NumberOf(question)) : (column, (AnswerParts?)null, 0))];
    }

    /// <summary>The columns with the words of the language that is asked for.</summary>
    public static IEnumerable<Column> Columns(ExportSpecification contents) =>
        contents.Columns.Zip(ResponseCodebook.Of(contents), (column, entry) => new Column(column.Name, entry.Text, TypeOf(column, contents))
        {
            Values = entry.Values, Missing = entry.Missing, Width = column.Width,
            Other = column is { Type: ColumnType.Choice, Question.Other: true } ? "In own words" : null,
            IsOrdinal = column.Question?.Type is QuestionType.Likert or QuestionType.Matrix,
        });

    public static IReadOnlyList<SpssVariable> Variables(ExportSpecification contents) => SpssVariable.Of(Columns(contents));

    public void Begin() => cells.Begin();

    public void Write(in FrozenResponse response)
    {
        given.Read(response.Answers);
        foreach (var (column, parts, question) in columns)
        {
            if (parts is null) OfResponse(column.Part, response);
            else if (given[question] is { IsEmpty: false } answer) Answered(column, parts, answer);
            else cells.Blank();
        }
        cells.EndRow();
    }

    void OfResponse(Part part, in FrozenResponse response)
    {
        switch (part)
        {
            case Part.ResponseId: cells.Id(response.Id); break;
            case Part.SubmittedAt when daysOnly: cells.Date(DateOnly.FromDateTime(response.SubmittedAt)); break;
            case Part.SubmittedAt: cells.Instant(response.SubmittedAt); break;
            case Part.Language: cells.Text(response.Language); break;
            case Part.ParticipantId when response.ParticipantId is { } participant: cells.Id(participant); break;
            default: cells.Blank(); break;
        }
    }

    void Answered(ResponseColumn column, AnswerParts parts, ReadOnlySpan<byte> answer)
    {
        var reader = new Utf8JsonReader(answer);
        reader.Read();
        if (column.Part == Part.Option) cells.Flag(parts.IsChosen(ref reader));
        else if (column.IsJoined && column.IsNumber) cells.Numbers(joined.Of(column, parts, reader, answer));
        else if (column.IsJoined) cells.Text(joined.Of(column, parts, reader, answer));
        else if (parts.Find(ref reader)) Found(column, ref reader, answer);
        else if (reader.TokenType == JsonTokenType.StartObject) cells.Other();
        else cells.Blank();
    }

    void Found(ResponseColumn column, ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
    {
        var isNumber = column.IsNumber && reader.TokenType != JsonTokenType.String;
        var said = text.Of(ref reader, answer);
        if (isNumber) cells.Number(said);
        else if (column.Type == ColumnType.Choice) cells.Choice(said);
        else if (column.Type == ColumnType.DateTime) cells.Instant(said);
        else if (column.Type == ColumnType.Time) cells.Time(said);
        else cells.Text(said);
    }

    static ColumnType TypeOf(ResponseColumn column, ExportSpecification contents) =>
        column.Part == Part.SubmittedAt && contents.DaysOnly ? ColumnType.Date : column.Type;
}

/// <summary>
/// Several answers in one cell. They keep their places, also in the columns beside; only what was said besides the options of a
/// multiple choice stands alone.
/// </summary>
sealed class JoinedCell(AnswerText text)
{
    readonly ArrayBufferWriter<byte> cell = new();

    /// <returns>Empty when no answer has the part; good until the next call.</returns>
    public ReadOnlySpan<byte> Of(ResponseColumn column, AnswerParts parts, Utf8JsonReader answers, ReadOnlySpan<byte> json)
    {
        cell.ResetWrittenCount();
        var (item, any, aligned) = (0, false, column.Question!.Type != QuestionType.MultipleChoice);
        while (answers.Read() && answers.TokenType != JsonTokenType.EndArray)
        {
            var one = answers;
            var found = parts.Find(ref one);
            if ((found || aligned) && item++ > 0) cell.Write([(byte)CellText.Between]);
            if (found) CellText.Escape(text.Of(ref one, json), cell);
            any |= found;
            answers.Skip();
        }
        return any ? cell.WrittenSpan : default;
    }
}
