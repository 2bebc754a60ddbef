using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Measurements.Imports;

/// <summary>The ISO secretary imports files into the test agency, three rows between two checkpoints.</summary>
internal sealed class ImportDesk : IAsyncDisposable
{
    public const string Header = "MaHoSo,DonViId,TenLinhVuc,MaTTHC,KenhThucHien,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy";
    private const string Secretary = "thuky";

    private readonly World world;

    private ImportDesk(World world, TestPace pace, SteppedTime time) => (this.world, Pace, Time) = (world, pace, time);

    public World World => world;

    public TestPace Pace { get; }

    /// <value>The clock of the job worker.</value>
    public SteppedTime Time { get; }

    public static async Task<ImportDesk> OpenAsync(TestCluster cluster, int rowsOfPart = 3, Action<IServiceCollection>? more = null)
    {
        var pace = new TestPace(rowsOfPart);
        var time = new SteppedTime(new DateTimeOffset(2024, 4, 22, 2, 0, 0, TimeSpan.Zero));
        var world = await World.CreateAsync(cluster, services =>
        {
            services.AddImports().AddSingleton<ImportPace>(pace).AddSingleton(new JobTime(time));
            more?.Invoke(services);
        });
        return new ImportDesk(world, pace, time);
    }

    public static string Cases(params string[] rows) => string.Join("\r\n", [Header, .. rows]) + "\r\n";

    /// <summary>A case received on a day of 2024 and finished on another, due on 20/02.</summary>
    public static string Case(string code, string unit = "P1", string received = "15/01/2024 08:00", string due = "20/02/2024", string finished = "10/02/2024 09:30", string channel = "2") =>
        $"{code},{unit},Lao động,1.000,{channel},{received},{due},{finished}";

    public async Task<Guid> SourceAsync(string code = "mot-cua", int rank = 100, string kind = "cases", string mapping = "")
    {
        var saved = Guid.Empty;
        (await world.ActAsync<SaveSource>(Secretary, async (verb, by) =>
        {
            var outcome = await verb.AddAsync(new SourceInput(code, $"Nguồn {code}", kind, "one-stop", rank, true, mapping), by, default);
            saved = verb.Saved;
            return outcome;
        })).ShouldSucceed();
        return saved;
    }

    /// <summary>Uploads and begins to read; the job has not run yet.</summary>
    public async Task<Guid> StartAsync(Guid source, byte[] content, SourceMapping? mapping = null)
    {
        var started = Guid.Empty;
        (await TryStartAsync(source, content, mapping, id => started = id)).ShouldSucceed();
        return started;
    }

    public Task<Guid> StartAsync(Guid source, string content) => StartAsync(source, Encoding.UTF8.GetBytes(content));

    public Task<Outcome> TryStartAsync(Guid source, byte[] content, SourceMapping? mapping = null, Action<Guid>? keep = null) => world.InAsync(async scope =>
    {
        var person = await scope.GetRequiredService<QmsDb>().People.AsNoTracking().SingleAsync(p => p.UserName == Secretary);
        var actor = await scope.GetRequiredService<ActorFactory>().ForPersonAsync(person, "test", default);
        var file = await scope.GetRequiredService<FileStore>().PutAsync(world.AgencyId, content, "tep.csv", "text/csv", actor, default);
        await scope.GetRequiredService<QmsDb>().SaveChangesAsync();
        var verb = scope.GetRequiredService<ImportStart>();
        var outcome = await verb.ExecuteAsync(new ImportInput { SourceId = source, FileId = file.Id, Mapping = mapping }, actor, default);
        keep?.Invoke(verb.Started);
        return outcome;
    });

    /// <summary>Reads a file to its end.</summary>
    public async Task<Import> ReadAsync(Guid source, string content)
    {
        var id = await StartAsync(source, content);
        await world.DrainJobsAsync();
        return await FindAsync(id);
    }

    /// <summary>Reads a file and commits it.</summary>
    public async Task<Import> ImportAsync(Guid source, string content)
    {
        var import = await ReadAsync(source, content);
        import.State.ShouldBe(ImportState.Ready, import.Message);
        (await CommitAsync(import.Id)).ShouldSucceed();
        await world.DrainJobsAsync();
        var done = await FindAsync(import.Id);
        done.State.ShouldBe(ImportState.Committed, done.Message);
        return done;
    }

    public Task<Outcome> CommitAsync(Guid import, string reason = "") => world.ActAsync<ImportCommit>(Secretary, (verb, by) => verb.ExecuteAsync(import, reason, by, default));

    public Task<Outcome> CancelAsync(Guid import) => world.ActAsync<ImportCancel>(Secretary, (verb, by) => verb.ExecuteAsync(import, by, default));

    public Task<Outcome> UndoAsync(Guid import, string reason = "nhập nhầm tệp") => world.ActAsync<ImportUndo>(Secretary, (verb, by) => verb.ExecuteAsync(import, reason, by, default));

    public Task<Import> FindAsync(Guid import) => world.ReadAsync(db => db.Imports.AsNoTracking().SingleAsync(i => i.Id == import));

    /// <summary>Asks the database directly, past the product.</summary>
    public async Task<List<string>> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(world.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select set_config('qms.agency', '*', false); {sql}", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        return rows;
    }

    public Task<List<string>> CasesAsync(string columns = "case_code, to_char(finished_at, 'DD/MM')") => AskAsync($"select {columns} from cases order by case_code");

    public Task<List<string>> FaultsAsync(Guid import) => AskAsync($"select row_number, column_name, value, rule from import_faults where import_id = '{import}' order by row_number, column_name");

    /// <summary>Tables in which rows wait: an import that has ended leaves none.</summary>
    public Task<List<string>> StagingAsync() => AskAsync("select relname from pg_class where relname like 'import_rows_%'");

    public ValueTask DisposeAsync() => world.DisposeAsync();
}

/// <summary>Reads a few rows at a time and lets the test act in between.</summary>
internal sealed class TestPace(int rowsOfPart) : ImportPace
{
    public Func<int, Task> Between { get; set; } = static _ => Task.CompletedTask;

    public int Parts { get; private set; }

    public override int RowsOfPart => rowsOfPart;

    public override Task BetweenPartsAsync(Guid importId, CancellationToken ct) => Between(++Parts);
}
