using System.Buffers;
using System.Text.Json;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

/// <summary>A JSON object for each response, its answers as they are stored.</summary>
sealed class JsonLines(IBufferWriter<byte> output, ExportSpecification contents) : IRowFormat<FrozenResponse>
{
    public void Begin() { }

    public void Write(in FrozenResponse response)
    {
        Span<byte> room = stackalloc byte[CellText.Room];
        output.Write("{\"responseId\":\""u8);
        output.Write(CellText.Id(response.Id, room));
        output.Write("\",\"submittedAt\":\""u8);
        output.Write(contents.DaysOnly
            ? CellText.Day(DateOnly.FromDateTime(response.SubmittedAt), room) : CellText.Instant(response.SubmittedAt, room));
        output.Write("\",\"language\":\""u8);
        output.Write(JsonEncodedText.Encode(response.Language).EncodedUtf8Bytes);
        if (response.ParticipantId is { } participant)
        {
            output.Write("\",\"participantId\":\""u8);
            output.Write(CellText.Id(participant, room));
        }
        output.Write("\",\"answers\":"u8);
        output.Write(response.Answers.Span);
        output.Write("}\n"u8);
    }
}
