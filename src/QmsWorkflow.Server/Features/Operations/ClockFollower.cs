using Npgsql;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>In demo mode every server of the database keeps the same date: whichever of them was asked to move it, the others follow within a second.</summary>
internal sealed partial class ClockFollower(ProductClock clock, NpgsqlDataSource database, ILogger<ClockFollower> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Beat);
        try
        {
            while (await beat.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await clock.LoadAsync(database, stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // The date stays as it was until the database is back; nothing may end the server.
                    NotFollowed(log, failure);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    [LoggerMessage(20, LogLevel.Warning, "The moved date could not be read; it is tried again")]
    private static partial void NotFollowed(ILogger log, Exception failure);
}
