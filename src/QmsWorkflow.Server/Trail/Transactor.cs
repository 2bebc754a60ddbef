using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Trail;

/// <summary>
/// Runs one act in one transaction: the rows, the workflow state and the trail are written together or not at all.
/// A refusal rolls back. A nested call joins the transaction that is open.
/// </summary>
internal sealed class Transactor(QmsDb db, TrailLog trail, LateWrites late)
{
    private readonly List<Action> afterCommit = [];

    public async Task<Outcome> RunAsync(Func<Task<Outcome>> act, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not null) return await act();

        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        db.IsInAct = true;
        try
        {
            var outcome = await act();
            if (outcome is Outcome.Refused)
            {
                await UndoAsync(transaction, ct);
                return outcome;
            }

            await db.SaveChangesAsync(ct);
            await trail.FlushAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            await UndoAsync(transaction, ct);
            return Outcome.Conflict;
        }
        catch (Exception failure) when (IsLostRace(failure))
        {
            await UndoAsync(transaction, ct);
            return Outcome.Conflict;
        }
        catch (Exception failure) when (!DatabaseTrouble.IsPassing(failure) && IsGone(transaction))
        {
            throw new ConnectionLostException(failure);
        }
        finally
        {
            db.IsInAct = false;
            trail.Discard();
            late.End();
        }

        afterCommit.ForEach(action => action());
        afterCommit.Clear();
        return Outcome.Success;
    }

    public Task<Outcome> RunAsync(Func<Task> act, CancellationToken ct) => RunAsync(
        async () =>
        {
            await act();
            return Outcome.Success;
        },
        ct);

    /// <summary>Something to do once the transaction has committed, for example to wake the job worker. It must not fail.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    private async Task UndoAsync(IDbContextTransaction transaction, CancellationToken ct)
    {
        await transaction.RollbackAsync(ct);
        afterCommit.Clear();
        db.ChangeTracker.Clear();
    }

    private static bool IsGone(IDbContextTransaction transaction)
    {
        try
        {
            return transaction.GetDbTransaction().Connection is not { State: ConnectionState.Open };
        }
        catch (InvalidOperationException)
        {
            // The driver ended the transaction with the connection, and does not even name the connection any more.
            return true;
        }
    }

    private static bool IsLostRace(Exception failure) =>
        (failure as PostgresException ?? failure.InnerException as PostgresException)?.SqlState
            is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;
}
