namespace QLab.Fhir;

/// <summary>Addresses that the standard gives to what it calls extensions, and ours.</summary>
public static class FhirNames
{
    public const string MediaType = "application/fhir+json";

    const string Core = "http://hl7.org/fhir/StructureDefinition/";

    public const string Translation = Core + "translation";
    public const string OrdinalValue = Core + "ordinalValue";
    public const string ItemWeight = Core + "itemWeight";
    public const string OptionExclusive = Core + "questionnaire-optionExclusive";
    public const string Hidden = Core + "questionnaire-hidden";
    public const string ItemControl = Core + "questionnaire-itemControl";
    public const string ItemControls = "http://hl7.org/fhir/questionnaire-item-control";
    public const string Unit = Core + "questionnaire-unit";
    public const string UnitOption = Core + "questionnaire-unitOption";
    public const string MinValue = Core + "minValue";
    public const string MaxValue = Core + "maxValue";
    public const string MinLength = Core + "minLength";
    public const string MaxDecimalPlaces = Core + "maxDecimalPlaces";
    public const string Regex = Core + "regex";
    public const string EntryFormat = Core + "entryFormat";
    public const string MinOccurs = Core + "questionnaire-minOccurs";
    public const string MaxOccurs = Core + "questionnaire-maxOccurs";

    /// <summary>What a question says that FHIR has no words for, as JSON in a string.</summary>
    public const string OwnQuestion = "urn:qlab:fhir:question";

    /// <summary>The same of a questionnaire.</summary>
    public const string OwnQuestionnaire = "urn:qlab:fhir:questionnaire";

    /// <summary>A text that has no wording in the first language: its main wording is one of the translations.</summary>
    public const string Borrowed = "urn:qlab:fhir:borrowed-wording";

    /// <summary>The system of participants' pseudonyms.</summary>
    public const string Participant = "urn:qlab:participant";
}
