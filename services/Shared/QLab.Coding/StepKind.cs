namespace QLab.Coding;

/// <summary>What a coder did.</summary>
public enum StepKind
{
    Coded,
    Recoded,
    Uncoded,
    MemoWritten,
    MemoRevised,
    MemoRemoved,
    Imported,
    Undone,
    Redone,
}
