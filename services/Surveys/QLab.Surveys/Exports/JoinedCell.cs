using System.Buffers;
using System.Text.Json;
using QLab.Questionnaires;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

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
