using System.Globalization;
using System.Text;
using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Surveys.Exports;

/// <summary>Wide data as the syntax reads it: numbers for choices, days and times in SPSS's own formats, no line breaks within texts.</summary>
sealed class SpssData : ILineFormat
{
    readonly Csv csv;
    readonly ExportSpecification contents;
    readonly GivenAnswers given;
    readonly (SpssVariable Variable, AnswerParts? Parts, int Question)[] variables;
    readonly AnswerText text = new();
    readonly JoinedCell joined;

    public SpssData(Csv csv, ExportSpecification contents)
    {
        (this.csv, this.contents) = (csv, contents);
        joined = new(text);
        given = new(contents.Questions);
        variables = [.. SpssVariables.Of(contents).Select(v => v.Column.Question is { } q ? (v, new AnswerParts(v.Column), given.NumberOf(q)) : (v, (AnswerParts?)null, 0))];
    }

    public void Begin()
    {
        foreach (var (variable, _, _) in variables) csv.Text(variable.Name);
        csv.EndLine();
    }

    public void Write(in FrozenResponse response)
    {
        given.Read(response.Answers);
        foreach (var (variable, parts, question) in variables)
        {
            if (parts is null) OfResponse(variable.Column.Part, response);
            else if (given[question] is { IsEmpty: false } answer) Answered(variable, parts, answer);
            else Missing(variable);
        }
        csv.EndLine();
    }

    void OfResponse(Part part, in FrozenResponse response)
    {
        if (part == Part.SubmittedAt && !contents.DaysOnly) csv.Text(Instant(response.SubmittedAt));
        else ResponseCells.Write(part, response, contents.DaysOnly, csv);
    }

    void Answered(SpssVariable variable, AnswerParts parts, ReadOnlySpan<byte> answer)
    {
        var reader = new Utf8JsonReader(answer);
        reader.Read();
        if (variable.Column.Part == Part.Option) csv.Plain(parts.IsChosen(ref reader) ? "1"u8 : "0"u8);
        else if (variable.Column.IsJoined) csv.Text(OnOneLine(joined.Of(variable.Column, parts, reader, answer)));
        else if (parts.Find(ref reader)) Found(variable, ref reader, answer);
        else if (variable.OwnWords is { } other && reader.TokenType == JsonTokenType.StartObject) csv.Text(Number(other));
        else Missing(variable);
    }

    void Found(SpssVariable variable, ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
    {
        if (variable.Codes is { } codes) csv.Text(Number(codes.GetValueOrDefault(reader.GetString()!, SpssVariable.NoAnswer)));
        else if (reader.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False) csv.Plain(text.Of(ref reader, answer));
        else if (variable.Column.Part == Part.Answer && variable.Column.Question!.Type == QuestionType.DateTime) csv.Text(Instant(DateTimeOffset.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime));
        else if (variable.Column.Part == Part.Answer && variable.Column.Question!.Type == QuestionType.Time) csv.Text(reader.GetString() is { Length: 5 } hoursAndMinutes ? $"{hoursAndMinutes}:00" : reader.GetString()!);
        else csv.Text(OnOneLine(text.Of(ref reader, answer)));
    }

    void Missing(SpssVariable variable)
    {
        if (variable.IsCoded) csv.Plain("-99"u8);
        else csv.Blank();
    }

    static ReadOnlySpan<byte> OnOneLine(ReadOnlySpan<byte> said)
    {
        if (said.IndexOfAny((byte)'\r', (byte)'\n') < 0) return said;
        var line = said.ToArray();
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        return line;
    }

    static string Instant(DateTime utc) => utc.ToString("dd-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture).ToUpperInvariant();

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
