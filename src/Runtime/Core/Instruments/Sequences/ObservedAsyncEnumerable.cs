using System.Diagnostics;

namespace Instrumentation.Instruments;

/// <summary>An asynchronous sequence each enumeration of which is observed by itself.</summary>
[StackTraceHidden]
internal sealed class ObservedAsyncEnumerable<T>(IAsyncEnumerable<T> source, ObservedSequence sequence) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new ObservedAsyncEnumerator<T>(source.GetAsyncEnumerator(cancellationToken), sequence.Again(), cancellationToken);
}

/// <summary>An asynchronous enumeration: its span is current while the source works, and the caller's while the caller does.</summary>
[StackTraceHidden]
internal sealed class ObservedAsyncEnumerator<T>(IAsyncEnumerator<T> source, ObservedSequence sequence, CancellationToken cancellation = default) : IAsyncEnumerator<T>
{
    public T Current => source.Current;

    public ValueTask<bool> MoveNextAsync()
    {
        var caller = sequence.Enter();
        var isHandedOver = false;
        try
        {
            var move = source.MoveNextAsync();
            if (!move.IsCompletedSuccessfully)
            {
                isHandedOver = true;
                return new ValueTask<bool>(AwaitMove(move.AsTask()).Unwrap());
            }

            var hasItem = move.Result;
            sequence.Moved(hasItem);
            isHandedOver = hasItem;
            return new ValueTask<bool>(hasItem);
        }
        catch (Exception exception) when (IsFailed(exception))
        {
            throw;
        }
        finally
        {
            if (!isHandedOver)
                sequence.End();
            caller.Restore();
        }
    }

    public ValueTask DisposeAsync()
    {
        // Whoever never asked for an item started nothing.
        var caller = sequence.Continue();
        var isHandedOver = false;
        try
        {
            var disposal = source.DisposeAsync();
            if (disposal.IsCompletedSuccessfully)
                return disposal;
            isHandedOver = true;
            return new ValueTask(AwaitDisposal(disposal.AsTask()).Unwrap());
        }
        catch (Exception exception) when (IsFailed(exception))
        {
            throw;
        }
        finally
        {
            if (!isHandedOver)
                sequence.End();
            caller.Restore();
        }
    }

    // As with every observed task, the caller gets what the source gave, unwrapped: it ends as that does, and no frame is added.
    private async Task<Task<bool>> AwaitMove(Task<bool> move)
    {
        await ((Task)move).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (move.IsCompletedSuccessfully)
            sequence.Moved(await move.ConfigureAwait(false));
        else
            EndWith(move);
        return move;
    }

    private async Task<Task> AwaitDisposal(Task disposal)
    {
        await disposal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        EndWith(disposal);
        return disposal;
    }

    private void EndWith(Task task)
    {
        if (!task.IsCompletedSuccessfully)
            IsFailed(ObservedCall.ExceptionOf(task));
        sequence.End();
    }

    // The token that the enumeration was given is the caller's own, as one among the method's parameters is.
    private bool IsFailed(Exception exception) =>
        !(exception is OperationCanceledException && cancellation.IsCancellationRequested) && sequence.IsMoveFailed(exception);
}
