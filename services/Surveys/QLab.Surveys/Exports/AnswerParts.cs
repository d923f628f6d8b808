using System.Globalization;
using System.Text;
using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Surveys.Exports;

/// <summary>Where in the JSON of an answer a column's part stands.</summary>
sealed class AnswerParts(ResponseColumn column)
{
    readonly byte[] key = Encoding.UTF8.GetBytes(column.Key ?? "");
    readonly int place = column.Part == Part.Place ? int.Parse(column.Key!, CultureInfo.InvariantCulture) : 0;
    readonly bool isObject = column.Question!.Type is QuestionType.Attachment or QuestionType.Reference;

    /// <summary>Moves the reader, which is at an answer, to the part; not said of an option, which is there or not.</summary>
    /// <returns>Whether there is such a part.</returns>
    public bool Find(ref Utf8JsonReader answer) => column.Part switch
    {
        Part.Answer when isObject => true,
        Part.Answer when column.Question!.Type == QuestionType.Quantity => Property(ref answer, "value"u8),
        Part.Answer => answer.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.Null),
        Part.Other => Property(ref answer, "other"u8),
        Part.Row => Property(ref answer, key),
        Part.Unit => Property(ref answer, "unit"u8),
        Part.Place => Item(ref answer, place),
        _ => false,
    };

    /// <summary>Whether a multiple choice, at whose array the reader is, has this option.</summary>
    public bool IsChosen(ref Utf8JsonReader answer)
    {
        while (answer.Read() && answer.TokenType != JsonTokenType.EndArray)
        {
            if (answer.TokenType == JsonTokenType.String && answer.ValueTextEquals(key)) return true;
            answer.Skip();
        }
        return false;
    }

    public static bool Property(ref Utf8JsonReader answer, ReadOnlySpan<byte> name)
    {
        if (answer.TokenType != JsonTokenType.StartObject) return false;
        while (answer.Read() && answer.TokenType == JsonTokenType.PropertyName)
        {
            var found = answer.ValueTextEquals(name);
            answer.Read();
            if (found) return answer.TokenType != JsonTokenType.Null;
            answer.Skip();
        }
        return false;
    }

    static bool Item(ref Utf8JsonReader answer, int number)
    {
        if (answer.TokenType != JsonTokenType.StartArray) return false;
        for (var i = 1; answer.Read() && answer.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == number) return true;
            answer.Skip();
        }
        return false;
    }
}
