using System.Globalization;
using Npgsql;

namespace QmsWorkflow.Server.Data;

/// <summary>
/// The product's time: real time, in demo mode moved by an offset that an administrator sets, so that a whole year can be walked in an hour.
/// </summary>
internal sealed class ProductClock(TimeProvider real) : TimeProvider
{
    private const string SettingName = "clock.offset";
    private long offsetTicks;
    private int moves;

    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref offsetTicks));

    public bool IsSimulated => Offset != TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Offset;

    /// <summary>Takes over the offset that is kept, as another server of the same database may have moved it.</summary>
    public async Task LoadAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        var before = Volatile.Read(ref moves);
        await using var command = database.CreateCommand("select value from settings where name = $1");
        command.Parameters.AddWithValue(SettingName);
        var value = await command.ExecuteScalarAsync(ct) as string;
        // Moved here while the older offset was being read: the newer one stays.
        if (Volatile.Read(ref moves) != before) return;

        Interlocked.Exchange(ref offsetTicks, value is null ? 0 : long.Parse(value, CultureInfo.InvariantCulture));
    }

    /// <summary>Moves the product's time to this instant and keeps the offset.</summary>
    public async Task MoveToAsync(DateTimeOffset instant, NpgsqlDataSource database, CancellationToken ct)
    {
        var offset = (instant - real.GetUtcNow()).Ticks;
        await using var command = database.CreateCommand(
            "insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value");
        command.Parameters.AddWithValue(SettingName);
        command.Parameters.AddWithValue(offset.ToString(CultureInfo.InvariantCulture));
        await command.ExecuteNonQueryAsync(ct);
        Interlocked.Increment(ref moves);
        Interlocked.Exchange(ref offsetTicks, offset);
    }
}
