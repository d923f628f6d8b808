using System.Text.Json.Serialization;

namespace QLab.Participants.Consents;

/// <summary>
/// A consent receipt with the fields of ISO/IEC TS 27560:2023 under their own names: what somebody keeps to show what they agreed to.
/// </summary>
/// <param name="ReceiptId">
/// The name under which the ledger holds the answers; after an erasure this paper alone connects them with whoever holds it.
/// </param>
sealed record ConsentReceipt(
    [property: JsonPropertyName("schema_version")] string SchemaVersion,
    [property: JsonPropertyName("receipt_id")] Guid ReceiptId,
    [property: JsonPropertyName("receipt_timestamp")] DateTimeOffset Timestamp,
    [property: JsonPropertyName("consent_record")] ConsentRecord Record);

sealed record ConsentRecord(
    [property: JsonPropertyName("record_id")] Guid RecordId,
    [property: JsonPropertyName("pii_principal_id")] Guid PrincipalId,
    [property: JsonPropertyName("pii_processing")] IReadOnlyList<PiiProcessing> Processing,
    [property: JsonPropertyName("party_identification")] IReadOnlyList<Party> Parties);

sealed record PiiProcessing(
    [property: JsonPropertyName("privacy_notice")] string PrivacyNotice,
    [property: JsonPropertyName("language")] string Language,
    [property: JsonPropertyName("purposes")] IReadOnlyList<PurposeOfProcessing> Purposes,
    [property: JsonPropertyName("event")] IReadOnlyList<ConsentEvent> Events);

sealed record PurposeOfProcessing(
    [property: JsonPropertyName("purpose")] string Purpose,
    [property: JsonPropertyName("purpose_wording")] string Wording,
    [property: JsonPropertyName("purpose_wording_version")] int WordingVersion,
    [property: JsonPropertyName("lawful_basis")] string LawfulBasis,
    [property: JsonPropertyName("pii_information")] IReadOnlyList<PiiInformation> Information,
    [property: JsonPropertyName("pii_controllers")] IReadOnlyList<string> Controllers,
    [property: JsonPropertyName("collection_method")] string CollectionMethod,
    [property: JsonPropertyName("retention_period")] string RetentionPeriod,
    [property: JsonPropertyName("jurisdictions")] IReadOnlyList<string> Jurisdictions,
    [property: JsonPropertyName("recipient_third_parties")] IReadOnlyList<string> Recipients,
    [property: JsonPropertyName("withdrawal_method")] string WithdrawalMethod,
    [property: JsonPropertyName("privacy_rights")] IReadOnlyList<string> Rights);

sealed record PiiInformation(
    [property: JsonPropertyName("pii_type")] string Type, [property: JsonPropertyName("special_pii_category")] bool Special);

/// <param name="State">given, refused or withdrawn.</param>
sealed record ConsentEvent(
    [property: JsonPropertyName("event_time")] DateTimeOffset Time,
    [property: JsonPropertyName("event_type")] string Type,
    [property: JsonPropertyName("event_state")] string State,
    [property: JsonPropertyName("entity_id")] Guid EntityId);

sealed record Party(
    [property: JsonPropertyName("party_id")] string Id,
    [property: JsonPropertyName("party_role")] string Role,
    [property: JsonPropertyName("party_name")] string Name,
    [property: JsonPropertyName("party_email")] string? Email,
    [property: JsonPropertyName("party_url")] string? Url);
