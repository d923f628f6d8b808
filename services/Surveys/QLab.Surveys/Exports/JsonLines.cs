using System.Buffers;
using System.Text.Json;

namespace QLab.Surveys.Exports;

/// <summary>A JSON object for each response, its answers as they are stored.</summary>
sealed class JsonLines(IBufferWriter<byte> output, ExportSpecification contents) : ILineFormat
{
    public void Begin() { }

    public void Write(in FrozenResponse response)
    {
        Span<byte> text = stackalloc byte[40];
        output.Write("{\"responseId\":\""u8);
        output.Write(ResponseCells.Id(response.Id, text));
        output.Write("\",\"submittedAt\":\""u8);
        output.Write(ResponseCells.Instant(response.SubmittedAt, contents.DaysOnly, text));
        output.Write("\",\"language\":\""u8);
        output.Write(JsonEncodedText.Encode(response.Language).EncodedUtf8Bytes);
        if (response.ParticipantId is { } participant)
        {
            output.Write("\",\"participantId\":\""u8);
            output.Write(ResponseCells.Id(participant, text));
        }
        output.Write("\",\"answers\":"u8);
        output.Write(response.Answers.Span);
        output.Write("}\n"u8);
    }
}
