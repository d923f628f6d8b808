namespace QLab.Seeds.Facts;

sealed record SurveyFacts(
    string Key, string Title, string Mode, int Minutes, string OpenedIn, string CloseReason, string Source, string Note,
    IReadOnlyList<QuestionFacts> Questions);

sealed record QuestionFacts(
    string Id, string Type, string Text, bool Required, string Source,
    IReadOnlyList<OptionFacts>? Options = null, decimal? Min = null, decimal? Max = null);

sealed record OptionFacts(string Value, string Label);
