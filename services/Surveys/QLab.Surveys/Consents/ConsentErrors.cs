using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Consents;

static class ConsentErrors
{
    public static Refusal Reworded(int current) => Refusal.Conflict(
        "consents-reworded", $"What the form asks consent to has been worded anew since it was shown: show version {current} and ask again.");

    public static Refusal OtherConsents => Refusal.Conflict(
        "consents-differ",
        "This response came before with other consents, and those are kept. To change them, use the receipt: PUT …/responses/own/consents; who answered as a participant tells the Lab.");

    public static Refusal OtherConsentsOfImport => Refusal.Conflict(
        "consents-differ",
        "An import came under this id before with other consents, and those are kept. Use a new id for a new import; to change what was agreed to, each respondent uses their receipt.");

    public static Refusal WithTheLab => Refusal.Conflict(
        "consents-with-the-lab", "Who answered as a participant gives and withdraws consents with the Lab: signed in, or by telling it.");
}
