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

    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref offsetTicks));

    public bool IsSimulated => Offset != TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Offset;

    public async Task LoadAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select value from settings where name = $1");
        command.Parameters.AddWithValue(SettingName);
        var value = await command.ExecuteScalarAsync(ct) as string;
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
        Interlocked.Exchange(ref offsetTicks, offset);
    }
}
