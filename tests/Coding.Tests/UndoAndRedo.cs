namespace QLab.Coding.Tests;

public sealed class UndoAndRedo
{
    [Fact]
    public void The_journal_says_the_same_as_two_stacks() => Property.Holds(100, choices =>
    {
        var journal = new List<CodingHistory.Entry>();
        var (done, undone) = (new Stack<long>(), new Stack<long>());
        for (long number = 1, most = choices.Next(100); number <= most; number++)
        {
            CodingHistory.ToUndo(journal).ShouldBe(done.Count > 0 ? done.Peek() : null);
            CodingHistory.ToRedo(journal).ShouldBe(undone.Count > 0 ? undone.Peek() : null);
            switch (choices.Next(3))
            {
                case 1 when done.Count > 0:
                    journal.Add(new(number, StepKind.Undone, done.Peek()));
                    undone.Push(done.Pop());
                    break;
                case 2 when undone.Count > 0:
                    journal.Add(new(number, StepKind.Redone, undone.Peek()));
                    done.Push(undone.Pop());
                    break;
                default:
                    journal.Add(new(number, StepKind.Coded, null));
                    done.Push(number);
                    undone.Clear();
                    break;
            }
        }
    });
}
