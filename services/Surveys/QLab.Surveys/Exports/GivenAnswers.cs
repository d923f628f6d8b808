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
