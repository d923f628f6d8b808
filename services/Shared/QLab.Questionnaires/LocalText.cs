using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QLab.Questionnaires;

/// <summary>A text that people read: a JSON string in the questionnaire's first language, or an object from language tag to text.</summary>
[JsonConverter(typeof(LocalTextJson))]
public sealed class LocalText
{
    readonly string? only;

    public LocalText(string text) => (only, Translations) = (text, new Dictionary<string, string>());

    public LocalText(IReadOnlyDictionary<string, string> translations) => Translations = translations;

    /// <summary>By language tag; empty when the text is in the first language alone.</summary>
    public IReadOnlyDictionary<string, string> Translations { get; }

    public bool IsEmpty => All.All(string.IsNullOrWhiteSpace);

    /// <summary>Every wording there is.</summary>
    public IEnumerable<string> All => only is null ? Translations.Values : [only];

    /// <summary>The wording in a language, or in the first of these languages that has one.</summary>
    /// <param name="language">What is wished for.</param>
    /// <param name="languages">The questionnaire's, the first one first.</param>
    public string In(string language, IReadOnlyList<string> languages) =>
        only ?? languages.Prepend(language).Select(l => Translations.GetValueOrDefault(l)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))
        ?? Translations.Values.FirstOrDefault() ?? "";

    /// <summary>Whether there is a wording in exactly this language.</summary>
    public bool Speaks(string language, IReadOnlyList<string> languages) =>
        !string.IsNullOrWhiteSpace(only is null ? Translations.GetValueOrDefault(language) : language == languages[0] ? only : null);

    public static implicit operator LocalText(string text) => new(text);

    sealed class LocalTextJson : JsonConverter<LocalText>
    {
        public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => new(reader.GetString()!),
            JsonTokenType.StartObject => new(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options)!),
            _ => throw new JsonException("A text is a string, or an object from language tag to string."),
        };

        public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options)
        {
            if (value.only is { } text) writer.WriteStringValue(text);
            else JsonSerializer.Serialize(writer, value.Translations, options);
        }
    }
}

/// <summary>A text that says something in every language it is given in, and no more than so much.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WordedAttribute(int longest) : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext context) => value switch
    {
        null => ValidationResult.Success,
        LocalText text when text.IsEmpty => new("This text is empty."),
        LocalText text when text.All.Any(words => words.Length > longest) => new($"A text here has at most {longest} characters."),
        LocalText text when text.All.Any(words => words.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) =>
            new("A text has no control characters."),
        LocalText text when text.Translations.Keys.Any(tag => tag.Length is 0 or > 35 || !tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) => new("A language is a tag such as en, cy or en-GB."),
        _ => ValidationResult.Success,
    };
}
