using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Testing;

namespace QmsWorkflow.Bench;

/// <summary>A case list from its file to the figures, with every row checked, against PostgreSQL's own COPY of the same file in the same run.</summary>
internal static class MeasureImportBench
{
    private const int Units = 200;
    private const double AimShare = 50;
    private const double AimMegabytes = 250;

    private const string BaseTable =
        """
        create table base_copy (case_code text primary key, unit text not null, field text not null, procedure_code text not null, procedure_name text not null, channel smallint not null, is_whole smallint not null,
          received_at timestamp not null, due_at timestamp, finished_at timestamp, returned_at timestamp, has_fee boolean not null, payments int not null, payments_online int not null,
          dossier boolean not null, result boolean not null, satisfied smallint)
        """;

    public static async Task RunAsync(Store store, Table table, bool isQuick)
    {
        var (csvRows, xlsxRows) = isQuick ? (100_000, 20_000) : (1_000_000, 200_000);
        using var folder = new WorkFolder();
        var (csv, xlsx) = (folder.File("cases.csv"), folder.File("cases.xlsx"));
        // PostgreSQL's own user reads the file.
        File.SetUnixFileMode(Path.GetDirectoryName(csv)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        WriteCsv(csv, csvRows);
        WriteXlsx(xlsx, xlsxRows);

        var before = await CopyAsync(store, csv, csvRows);
        var run = await ImportAsync(store, folder, csv, csvRows);
        var after = await CopyAsync(store, csv, csvRows);
        var copy = csvRows / ((before + after) / 2);
        table.Add($"CSV, {csvRows:#,0} rows, {new FileInfo(csv).Length / 1024 / 1024} MB: COPY into a typed table, before and after", $"{before:0.0} s, {after:0.0} s");
        table.Add("CSV: read, checked and previewed; committed", $"{run.Read:0.0} s; {run.Commit:0.0} s");
        table.Add("CSV: rows per second", Table.Text(csvRows / run.Total, "rows/s"));
        table.AtLeast("CSV: share of COPY", 100 * csvRows / run.Total / copy, AimShare, "%");
        table.AtMost("CSV: peak memory of the process", run.PeakMegabytes, AimMegabytes, "MB");

        var book = await ImportAsync(store, folder, xlsx, xlsxRows);
        table.Add($"XLSX, {xlsxRows:#,0} rows: rows per second", Table.Text(xlsxRows / book.Total, "rows/s"));
        table.AtMost("XLSX: peak memory of the process", book.PeakMegabytes, AimMegabytes, "MB");
    }

    /// <summary>PostgreSQL reads the file itself, without a client between: as fast as it goes.</summary>
    private static async Task<double> CopyAsync(Store store, string file, int rows)
    {
        var connection = await store.CreateEmptyAsync();
        await store.ExecuteAsync(connection, BaseTable);
        var watch = Stopwatch.StartNew();
        await store.ExecuteAsync(connection, $"copy base_copy from '{file}' (format csv, header)");
        var seconds = watch.Elapsed.TotalSeconds;
        return await store.AskAsync<long>(connection, "select count(*) from base_copy") == rows ? seconds : throw new InvalidOperationException("COPY lost rows.");
    }

    private static async Task<Figures> ImportAsync(Store store, WorkFolder folder, string file, int rows)
    {
        var connection = await store.CreateAsync();
        await using var services = Services(connection, folder.File($"files-{Path.GetFileName(file)}"));
        var agency = Guid.CreateVersion7();
        var source = Guid.CreateVersion7();
        await InAsync(services, agency, async scope => await FillAsync(scope.GetRequiredService<QmsDb>(), agency, source));
        var id = await StartAsync(services, agency, source, file);
        ForgetPeak();
        var watch = Stopwatch.StartNew();
        await InAsync(services, agency, scope => scope.GetRequiredService<ImportReading>().ReadAsync(id, default));
        var read = watch.Elapsed.TotalSeconds;
        watch.Restart();
        await InAsync(services, agency, async scope => (await scope.GetRequiredService<ImportCommit>().ExecuteAsync(id, "", Actor.System(agency), default)).OrThrow());
        await InAsync(services, agency, scope => scope.GetRequiredService<ImportMerge>().MergeAsync(id, default));
        var commit = watch.Elapsed.TotalSeconds;
        var peak = PeakMegabytes();
        var counted = await store.AskAsync<long>(connection, "select count(*) from cases");
        return counted == rows ? new Figures(read, commit, peak) : throw new InvalidOperationException($"{counted} of {rows} cases came in.");
    }

    private static ServiceProvider Services(string connection, string files)
    {
        var registered = new ServiceCollection().AddLogging();
        registered.AddData(connection).AddRuntime().AddImports();
        registered.AddSingleton(new FileFolder(files)).AddScoped<FileStore>().AddScoped<AgencyCalendar>();
        return registered.BuildServiceProvider();
    }

    private static async Task FillAsync(QmsDb db, Guid agency, Guid source)
    {
        db.Agencies.Add(TestAgency.Of(agency, "do", "Đo", "Đo"));
        for (var i = 0; i < Units; i++)
        {
            db.Set<Unit>().Add(new Unit { Id = Guid.CreateVersion7(), AgencyId = agency, Code = UnitCode(i), Name = $"Đơn vị {i}", Kind = "division", InScope = true, ValidFrom = new DateOnly(2020, 1, 1), SortOrder = i });
        }

        db.DataSources.Add(new DataSource { Id = source, AgencyId = agency, Code = "mot-cua", Name = "Một cửa", Kind = "cases", Topic = "one-stop", Rank = 10, Mapping = "{}", IsActive = true });
        await db.SaveChangesAsync();
    }

    private static async Task<Guid> StartAsync(ServiceProvider services, Guid agency, Guid source, string file)
    {
        var id = Guid.Empty;
        await InAsync(services, agency, async scope =>
        {
            var actor = Actor.System(agency);
            await using var content = File.OpenRead(file);
            var stored = await scope.GetRequiredService<FileStore>().PutAsync(agency, content, Path.GetFileName(file), "text/csv", actor, default);
            await scope.GetRequiredService<QmsDb>().SaveChangesAsync();
            var verb = scope.GetRequiredService<ImportStart>();
            (await verb.ExecuteAsync(new ImportInput { SourceId = source, FileId = stored.Id }, actor, default)).OrThrow();
            id = verb.Started;
        });
        return id;
    }

    private static async Task InAsync(ServiceProvider services, Guid agency, Func<IServiceProvider, Task> act)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agency);
        await act(scope.ServiceProvider);
    }

    private static string UnitCode(int unit) => string.Create(CultureInfo.InvariantCulture, $"DV{unit:000}");

    private static void WriteCsv(string file, int rows)
    {
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 16);
        writer.Write(string.Join(',', BenchCase.Headers) + "\n");
        for (var i = 0; i < rows; i++) BenchCase.At(i, rows, UnitCode(i * 7 % Units)).Write(writer);
    }

    private static void WriteXlsx(string file, int rows)
    {
        using var stream = File.Create(file);
        using var book = new PlainXlsx(stream);
        book.Row([.. BenchCase.Headers]);
        for (var i = 0; i < rows; i++) book.Row(BenchCase.At(i, rows, UnitCode(i * 7 % Units)).Cells());
    }

    /// <summary>From here on the kernel notes the peak of the resident memory anew.</summary>
    private static void ForgetPeak()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    private static double PeakMegabytes()
    {
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024;
    }

    private sealed record Figures(double Read, double Commit, double PeakMegabytes)
    {
        public double Total => Read + Commit;
    }
}
