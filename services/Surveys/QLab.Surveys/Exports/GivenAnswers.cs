using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Surveys.Exports;

/// <summary>
/// Finds the answers to the questions of a questionnaire in the JSON of one response after another, without making objects of it.
/// </summary>
sealed class GivenAnswers
{
    readonly Dictionary<byte[], int> numbers = new(Utf8Names.Comparer);
    readonly (int From, int Length)[] places;
    ReadOnlyMemory<byte> json;

    public GivenAnswers(IEnumerable<Question> questions)
    {
        foreach (var question in questions) numbers[Encoding.UTF8.GetBytes(question.Id)] = numbers.Count;
        places = new (int, int)[numbers.Count];
    }

    /// <summary>The number under which to ask for a question's answer.</summary>
    public int NumberOf(Question question) => numbers[Encoding.UTF8.GetBytes(question.Id)];

    /// <returns>The JSON of the answer; empty when there is none.</returns>
    public ReadOnlySpan<byte> this[int number] => json.Span.Slice(places[number].From, places[number].Length);

    public void Read(ReadOnlyMemory<byte> answers)
    {
        json = answers;
        Array.Clear(places);
        var byName = numbers.GetAlternateLookup<ReadOnlySpan<byte>>();
        var reader = new Utf8JsonReader(answers.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = byName.TryGetValue(reader.ValueSpan, out var number);
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            var isNull = reader.TokenType == JsonTokenType.Null;
            reader.Skip();
            if (known && !isNull) places[number] = (from, (int)reader.BytesConsumed - from);
        }
    }

    /// <remarks>Ids hold nothing that JSON escapes, so the raw bytes of a name are the name.</remarks>
    sealed class Utf8Names : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Utf8Names Comparer = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] name) => GetHashCode(name.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> name) => name.ToArray();

        public bool Equals(ReadOnlySpan<byte> name, byte[] other) => name.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> name)
        {
            var hash = new HashCode();
            hash.AddBytes(name);
            return hash.ToHashCode();
        }
    }
}

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

/// <summary>What a JSON token says in a cell: texts as they are, yes as 1, objects as JSON.</summary>
sealed class AnswerText
{
    readonly ArrayBufferWriter<byte> unescaped = new();

    /// <returns>Good until the next call.</returns>
    public ReadOnlySpan<byte> Of(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True: return "1"u8;
            case JsonTokenType.False: return "0"u8;
            case JsonTokenType.String when reader.ValueIsEscaped:
                unescaped.ResetWrittenCount();
                unescaped.Advance(reader.CopyString(unescaped.GetSpan(reader.ValueSpan.Length)));
                return unescaped.WrittenSpan;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                return json[from..(int)reader.BytesConsumed];
            default: return reader.ValueSpan;
        }
    }
}
